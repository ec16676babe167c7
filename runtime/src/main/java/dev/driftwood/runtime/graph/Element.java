package dev.driftwood.runtime.graph;

import java.nio.ByteBuffer;

/** Numbers as the bytes of an element type. */
final class Element {
  private Element() {}

  /** Takes the next element from a buffer. */
  static double get(ByteBuffer from, DataType type) {
    return switch (type) {
      case FLOAT -> from.getFloat();
      case DOUBLE -> from.getDouble();
      case FLOAT16 -> Float16.toFloat(from.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
      case INT8 -> from.get();
      case INT16 -> from.getShort();
      case INT32 -> from.getInt();
      case INT64 -> from.getLong();
      case UINT8, BOOL -> Byte.toUnsignedInt(from.get());
      case UINT16 -> Short.toUnsignedInt(from.getShort());
      case UINT32 -> Integer.toUnsignedLong(from.getInt());
      case UINT64 -> unsigned(from.getLong());
    };
  }

  private static double unsigned(long bits) {
    return (double) (bits >>> 1) * 2 + (bits & 1);
  }

  /** Appends a number, rounded to the type. */
  static void put(ByteBuffer to, DataType type, double value) {
    switch (type) {
      case FLOAT -> to.putFloat((float) value);
      case DOUBLE -> to.putDouble(value);
      case FLOAT16 -> to.putShort(Float16.ofFloat((float) value));
      case BFLOAT16 -> to.putShort((short) (roundedToBrain((float) value) >>> 16));
      case INT8, UINT8, BOOL -> to.put((byte) (long) value);
      case INT16, UINT16 -> to.putShort((short) (long) value);
      case INT32, UINT32 -> to.putInt((int) (long) value);
      case INT64, UINT64 -> to.putLong((long) value);
    }
  }

  /** Bits of a float32 rounded to the nearest, ties to even, at bit 16. */
  private static int roundedToBrain(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.isNaN(value) ? bits | 0x400000 : bits + 0x7fff + ((bits >>> 16) & 1);
  }
}
