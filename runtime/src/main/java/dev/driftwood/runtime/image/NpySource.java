package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.ByteSource;
import java.nio.file.Path;
import java.util.List;

/** The items of a NumPy array: {@code [n, h, w]}, NCHW or NHWC images, or points {@code [n, d]}. */
final class NpySource {
  /** The most numbers in one item: their bytes must fit one array. */
  private static final int LARGEST = 1 << 28;

  private NpySource() {}

  static ImageSource open(Path file, InputOptions options) {
    ByteSource source = ByteSource.open(file);
    try {
      NpyHeader header = NpyHeader.read(source);
      ItemShape shape = itemShape(file, header, options.layout());
      ItemFit fit = new ItemFit(options);
      fit.require(file, shape, header.type());
      boolean last = options.layout() == InputOptions.Layout.NHWC && header.shape().size() == 4;
      return new RecordSource(
          source,
          header.shape().get(0),
          shape.size() * header.type().bytes(),
          (id, bytes) -> {
            byte[] chw = last ? Elements.channelsFirst(bytes, shape, header.type()) : bytes;
            return finite(Image.owning(id, shape, header.type(), chw), fit);
          });
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static ItemShape itemShape(Path file, NpyHeader header, InputOptions.Layout layout) {
    List<Integer> axes = header.shape();
    try {
      ItemShape shape = itemShape(header, layout);
      if (shape.size() > LARGEST) {
        throw new IllegalArgumentException("an item of " + shape.size() + " numbers");
      }
      return shape;
    } catch (IllegalArgumentException e) {
      throw new DriftwoodException(
          "%s: array of shape %s and type %s (expected: [n, h, w], [n, c, h, w], or points [n, d]"
                  .formatted(file, axes, header.type())
              + " of <f4)",
          e);
    }
  }

  private static ItemShape itemShape(NpyHeader header, InputOptions.Layout layout) {
    List<Integer> axes = header.shape();
    return switch (axes.size()) {
      case 2 -> point(header);
      case 3 -> ItemShape.image(1, axes.get(1), axes.get(2));
      case 4 ->
          switch (layout) {
            case NCHW -> ItemShape.image(axes.get(1), axes.get(2), axes.get(3));
            case NHWC -> ItemShape.image(axes.get(3), axes.get(1), axes.get(2));
          };
      default -> throw new IllegalArgumentException("shape: " + axes);
    };
  }

  private static ItemShape point(NpyHeader header) {
    if (header.type().isQuantised()) {
      throw new IllegalArgumentException("points of integers");
    }
    return ItemShape.point(header.shape().get(1));
  }

  private static ImageItem finite(Image image, ItemFit fit) {
    for (int i = 0; !image.type().isQuantised() && i < image.shape().size(); i++) {
      if (!Double.isFinite(image.value(i))) {
        return new BrokenImage(
            image.id(),
            "value %s at index %d (expected: a finite number)".formatted(image.value(i), i));
      }
    }
    return fit.apply(image);
  }
}
