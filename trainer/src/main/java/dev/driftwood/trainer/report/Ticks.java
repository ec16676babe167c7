package dev.driftwood.trainer.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers along an axis.
 *
 * @param values in increasing order, with as few digits as they need
 */
record Ticks(List<BigDecimal> values) {
  /** Numbers below a thousandth are written with an exponent. */
  private static final int SMALLEST = -3;

  /** The multiples of 1, 2 or 5 times a power of ten within a range, about {@code wanted} many. */
  static Ticks of(double low, double high, int wanted) {
    double rough = (high - low) / wanted;
    int exponent = (int) Math.floor(Math.log10(rough));
    double lead = rough / Math.pow(10, exponent);
    int digit = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10;
    BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
    long first = (long) Math.ceil(low / step.doubleValue() - 1e-9);
    long last = (long) Math.floor(high / step.doubleValue() + 1e-9);
    List<BigDecimal> values = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      values.add(step.multiply(BigDecimal.valueOf(i)));
    }
    return new Ticks(values);
  }

  /** How a tick is written; a true minus sign, and an exponent where it would be long. */
  static String label(BigDecimal tick) {
    if (tick.signum() == 0) {
      return "0";
    }
    BigDecimal bare = tick.stripTrailingZeros();
    int exponent = bare.precision() - bare.scale() - 1;
    boolean small = exponent < SMALLEST;
    String plain =
        small
            ? bare.movePointLeft(exponent).toPlainString() + "e" + exponent
            : bare.toPlainString();
    return plain.replace('-', '\u2212');
  }
}
