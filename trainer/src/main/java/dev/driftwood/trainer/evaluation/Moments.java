package dev.driftwood.trainer.evaluation;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * Mean and covariance of a set of vectors.
 *
 * @param mean {@code [d]}
 * @param covariance {@code [d, d]}, over n − 1
 */
record Moments(double[] mean, RealMatrix covariance) {
  static Moments of(List<double[]> vectors) {
    if (vectors.size() < 2) {
      throw new IllegalArgumentException(
          "vectors: " + vectors.size() + " (expected: at least 2, for a covariance)");
    }
    double[] mean = mean(vectors);
    int d = mean.length;
    double[][] sums = new double[d][d];
    double[] centred = new double[d];
    for (double[] vector : vectors) {
      for (int i = 0; i < d; i++) {
        centred[i] = vector[i] - mean[i];
      }
      addOuterProduct(sums, centred);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i][j] /= vectors.size() - 1;
        sums[j][i] = sums[i][j];
      }
    }
    return new Moments(mean, new Array2DRowRealMatrix(sums, false));
  }

  private static double[] mean(List<double[]> vectors) {
    double[] mean = new double[vectors.get(0).length];
    for (double[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }

  private static void addOuterProduct(double[][] lower, double[] vector) {
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; vector[i] != 0 && j <= i; j++) {
        lower[i][j] += vector[i] * vector[j];
      }
    }
  }
}
