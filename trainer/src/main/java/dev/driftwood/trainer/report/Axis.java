package dev.driftwood.trainer.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers along one side of a chart.
 *
 * @param low its beginning
 * @param high its end, above the beginning
 * @param logarithmic whether equal ways are equal factors; the beginning is above 0 then
 */
record Axis(double low, double high, boolean logarithmic) {
  /** So few numbers along a logarithmic axis are too few to read it by. */
  private static final int FEWEST = 3;

  private static final int[] DIGITS = {1, 2, 5};

  /** Somewhat more than some numbers need, logarithmic if wanted and possible. */
  static Axis around(double low, double high, boolean logarithmic) {
    if (logarithmic && low > 0) {
      double margin = Math.pow(high / low, 0.05) * (high > low ? 1 : 1.1);
      return new Axis(low / margin, high * margin, true);
    }
    double margin = high > low ? 0.05 * (high - low) : high == 0 ? 0.5 : 0.1 * Math.abs(high);
    return new Axis(low - margin, high + margin, false);
  }

  /** How far along a number lies: 0 at the beginning, 1 at the end. */
  double share(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Round numbers within, about {@code wanted} many. */
  List<BigDecimal> ticks(int wanted) {
    if (logarithmic) {
      List<BigDecimal> ticks = powers(DIGITS.length);
      if (ticks.size() > 2 * wanted) {
        ticks = powers(1);
      }
      if (ticks.size() >= FEWEST) {
        return ticks;
      }
    }
    return Ticks.of(low, high, wanted).values();
  }

  /** The first of 1, 2 and 5 times the powers of ten. */
  private List<BigDecimal> powers(int digits) {
    List<BigDecimal> ticks = new ArrayList<>();
    int last = (int) Math.floor(Math.log10(high));
    for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= last; exponent++) {
      for (int i = 0; i < digits; i++) {
        BigDecimal tick = BigDecimal.valueOf(DIGITS[i]).scaleByPowerOfTen(exponent);
        if (tick.doubleValue() >= low && tick.doubleValue() <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
