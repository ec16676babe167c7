package dev.driftwood.runtime.solve;

/** The test for NaN and infinities. */
final class Finite {
  private Finite() {}

  static boolean all(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
