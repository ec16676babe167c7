package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import java.util.Locale;

/** The record formats of the CIFAR binary files. */
public enum CifarFormat {
  /** One byte of label, 0 to 9. */
  CIFAR10(new int[] {10}),
  /** A coarse label, 0 to 19, and the fine one, 0 to 99. */
  CIFAR100(new int[] {20, 100});

  /** Every record's image. */
  public static final ItemShape SHAPE = ItemShape.image(3, 32, 32);

  private final int[] classes;

  CifarFormat(int[] classes) {
    this.classes = classes;
  }

  /** How many classes the (fine) label has. */
  public int classCount() {
    return classes[classes.length - 1];
  }

  /** The size of a record. */
  int recordBytes() {
    return labelBytes() + SHAPE.size();
  }

  int labelBytes() {
    return classes.length;
  }

  /** Whether a record's labels are all in range. */
  boolean accepts(byte[] record) {
    for (int i = 0; i < classes.length; i++) {
      if (Byte.toUnsignedInt(record[i]) >= classes[i]) {
        return false;
      }
    }
    return true;
  }

  /** The (fine) label of a record. */
  int label(byte[] record) {
    return Byte.toUnsignedInt(record[classes.length - 1]);
  }

  /** The name on the command line. */
  String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
