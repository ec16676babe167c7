package dev.driftwood.runtime.adopt;

/** How far rows are from each other. */
final class Difference {
  private static final double SMALLEST = 1e-6;

  private Difference() {}

  /** The largest difference over the largest number of the reference. */
  static double relative(double[] reference, double[] actual) {
    double difference = 0;
    double scale = SMALLEST;
    for (int i = 0; i < reference.length; i++) {
      difference = Math.max(difference, Math.abs(actual[i] - reference[i]));
      scale = Math.max(scale, Math.abs(reference[i]));
    }
    return difference / scale;
  }

  /** The root of the mean squared difference. */
  static double rootMeanSquare(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }
}
