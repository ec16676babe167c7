package dev.driftwood.runtime.graph;

/** IEEE 754 binary16, which Java has from 20 on only. */
final class Float16 {
  private static final int FRACTION_BITS = 10;
  private static final int INFINITY = 0x7c00;

  private Float16() {}

  static float toFloat(short bits) {
    int exponent = (bits >>> FRACTION_BITS) & 0x1f;
    int fraction = bits & 0x3ff;
    float sign = bits < 0 ? -1 : 1;
    if (exponent == 0x1f) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * fraction * 0x1p-24f
        : sign * (fraction + 0x400) * Math.scalb(1f, exponent - 25);
  }

  /** The nearest, ties to even. */
  static short ofFloat(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (INFINITY | 0x200);
    }
    if (magnitude >= 65520) {
      return (short) (sign | INFINITY);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    // In units of the last place, which the rounding to an integer then cuts off.
    int units = (int) Math.rint(Math.scalb((double) magnitude, FRACTION_BITS - exponent));
    return (short) (sign | (((exponent + 14) << FRACTION_BITS) + units));
  }
}
