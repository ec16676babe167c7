package dev.driftwood.runtime.image;

/** How one number of an item is stored, little-endian. */
public enum ElementType {
  /** An unsigned byte: a level. */
  U8(1),
  /** An unsigned 16-bit integer: a level. */
  U16(2),
  /** A 32-bit float: a value in data space, already dequantised. */
  F32(4);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** The type that stores pixels of this many levels. */
  static ElementType ofLevels(int levels) {
    return levels <= 1 << 8 ? U8 : U16;
  }

  /** The size of one number in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether numbers are levels that still have to be dequantised. */
  public boolean isQuantised() {
    return this != F32;
  }
}
