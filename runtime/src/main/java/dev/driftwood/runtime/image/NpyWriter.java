package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes items one by one to a NumPy file, {@code <f4}, C order, {@code [n, c, h, w]} or {@code [n,
 * d]}. The file appears when the last item is in; closing earlier leaves none.
 */
public final class NpyWriter implements AutoCloseable {
  private final Path target;
  private final ItemShape shape;
  private final int count;
  private final AtomicFile file;
  private int written;

  private NpyWriter(Path target, ItemShape shape, int count, AtomicFile file) {
    this.target = target;
    this.shape = shape;
    this.count = count;
    this.file = file;
  }

  /**
   * Starts a file of {@code count} items.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException if it cannot be written there
   */
  public static NpyWriter create(Path target, ItemShape shape, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count: " + count + " (expected: at least 1)");
    }
    List<Integer> axes = new ArrayList<>(shape.dimensions());
    axes.add(0, count);
    NpyWriter writer = new NpyWriter(target, shape, count, AtomicFile.create(target));
    try {
      writer.write(new NpyHeader(ElementType.F32, axes).bytes());
      return writer;
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /**
   * Appends the next item.
   *
   * @param values its numbers in C order
   */
  public void append(float[] values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "values: %d of them (expected: %d, shape %s)"
              .formatted(values.length, shape.size(), shape));
    }
    if (written == count) {
      throw new IllegalStateException("item " + count + " of " + count + " is already written");
    }
    write(Elements.ofFloats(values));
    written++;
    if (written == count) {
      file.commit();
    }
  }

  @Override
  public void close() {
    file.close();
  }

  private void write(byte[] bytes) {
    try {
      file.stream().write(bytes);
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }
}
