package dev.driftwood.runtime;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import dev.driftwood.runtime.image.NpyWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * States at T from which samples are drawn, in units of the prior's standard deviation: those of
 * data are about standard normal, whatever the SDE.
 *
 * @param shape of each, the same as of a sample
 * @param values at least one, finite, flattened in C order; not copied
 */
public record Latents(ItemShape shape, List<float[]> values) {
  /** Checks the numbers. */
  public Latents {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("latents: none (expected: at least one)");
    }
    for (int i = 0; i < values.size(); i++) {
      require(i, shape, values.get(i));
    }
  }

  private static void require(int index, ItemShape shape, float[] latent) {
    if (latent.length != shape.size()) {
      throw new IllegalArgumentException(
          "latents[%d]: %d numbers (expected: %d, shape %s)"
              .formatted(index, latent.length, shape.size(), shape));
    }
    for (float value : latent) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "latents[%d]: %s (expected: finite numbers)".formatted(index, value));
      }
    }
  }

  /**
   * Reads a NumPy file, {@code <f4}, {@code [n, c, h, w]}, {@code [n, h, w]} or {@code [n, d]}.
   *
   * @throws DriftwoodException if it is no such file
   */
  public static Latents read(Path file) {
    try (ImageSource source = ImageSource.open(file, InputOptions.defaults())) {
      List<Image> items = new ArrayList<>();
      while (source.hasNext()) {
        items.add(numbers(file, source.next()));
      }
      if (items.isEmpty()) {
        throw new DriftwoodException(file + ": no latents (expected: at least one)");
      }
      return new Latents(items.get(0).shape(), items.stream().map(Latents::floats).toList());
    }
  }

  private static Image numbers(Path file, ImageItem item) {
    if (item instanceof Image image && image.type() == ElementType.F32) {
      return image;
    }
    String found = item instanceof Image image ? "of type " + image.type() : "not finite";
    throw new DriftwoodException(
        "%s: latent %s is %s (expected: finite <f4, as driftwood encode writes)"
            .formatted(file, item.id(), found));
  }

  private static float[] floats(Image image) {
    float[] floats = new float[image.shape().size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) image.value(i);
    }
    return floats;
  }

  /** How many there are. */
  public int count() {
    return values.size();
  }

  /**
   * Latents between two, at equal angles; the first and the last are the two themselves.
   *
   * @param frames how many, at least 2
   * @throws IllegalArgumentException if these are not two, or there are fewer frames
   */
  public Latents interpolated(int frames) {
    if (values.size() != 2) {
      throw new IllegalArgumentException("latents: " + values.size() + " (expected: 2)");
    }
    if (!(frames >= 2)) {
      throw new IllegalArgumentException("count: " + frames + " (expected: >= 2)");
    }
    GreatCircle path = GreatCircle.between(values.get(0), values.get(1));
    return new Latents(
        shape, IntStream.range(0, frames).mapToObj(i -> path.at(i / (frames - 1.0))).toList());
  }

  /** Writes a NumPy file, {@code <f4}, {@code [n, c, h, w]} or {@code [n, d]}. */
  public void writeNpy(Path target) {
    try (NpyWriter writer = NpyWriter.create(target, shape, values.size())) {
      values.forEach(writer::append);
    }
  }
}
