package dev.driftwood.runtime.image;

import dev.driftwood.runtime.file.ByteSource;
import java.nio.file.Path;

/** Reads the labels of an IDX file, gzip or not. */
public final class IdxLabels {
  private IdxLabels() {}

  /**
   * All labels of a file.
   *
   * @return one number from 0 to 255 an item
   * @throws dev.driftwood.runtime.failure.DriftwoodException if the file is missing, is not an IDX
   *     file of labels, or has another length than its header says
   */
  public static int[] read(Path file) {
    try (ByteSource source = ByteSource.open(file)) {
      int count = IdxHeader.read(source, IdxHeader.LABELS)[0];
      byte[] bytes = source.require(count, count + " labels");
      source.requireEnd(count + " labels");
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = Byte.toUnsignedInt(bytes[i]);
      }
      return labels;
    }
  }
}
