package dev.driftwood.runtime.likelihood;

/** Sums over plain arrays. */
final class Vectors {
  private Vectors() {}

  /** Σ a_i b_i, in four sums, so that an addition need not wait for the one before it. */
  static double dot(double[] a, double[] b) {
    double first = 0.0;
    double second = 0.0;
    double third = 0.0;
    double fourth = 0.0;
    int whole = a.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return (first + second) + (third + fourth);
  }

  /** sum += factor · a. */
  static void add(double[] sum, double factor, double[] a) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * a[i];
    }
  }

  static double[] scaled(double factor, double[] a) {
    double[] scaled = new double[a.length];
    add(scaled, factor, a);
    return scaled;
  }

  static double[] unit(double[] a) {
    return scaled(1.0 / Math.sqrt(dot(a, a)), a);
  }
}
