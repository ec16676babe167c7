package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian numbers in byte arrays. */
final class Elements {
  private Elements() {}

  static double value(byte[] bytes, ElementType type, int i) {
    return switch (type) {
      case U8 -> Byte.toUnsignedInt(bytes[i]);
      case U16 -> Byte.toUnsignedInt(bytes[2 * i]) | Byte.toUnsignedInt(bytes[2 * i + 1]) << 8;
      case F32 -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(4 * i);
    };
  }

  /** Stores {@code value}, rounded to the nearest number of {@code type}. */
  static void put(byte[] bytes, ElementType type, int i, double value) {
    switch (type) {
      case U8 -> bytes[i] = (byte) Math.round(value);
      case U16 -> {
        int level = (int) Math.round(value);
        bytes[2 * i] = (byte) level;
        bytes[2 * i + 1] = (byte) (level >> 8);
      }
      case F32 ->
          ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(4 * i, (float) value);
    }
  }

  static byte[] ofFloats(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  /** Turns {@code [h, w, c]} into {@code [c, h, w]}. */
  static byte[] channelsFirst(byte[] bytes, ItemShape shape, ElementType type) {
    int channels = shape.channels();
    int plane = shape.height() * shape.width();
    int width = type.bytes();
    byte[] moved = new byte[bytes.length];
    for (int pixel = 0; pixel < plane; pixel++) {
      for (int c = 0; c < channels; c++) {
        System.arraycopy(
            bytes, (pixel * channels + c) * width, moved, (c * plane + pixel) * width, width);
      }
    }
    return moved;
  }
}
