package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * The largest eigenvalues of a covariance and their vectors, by subspace iteration with some more
 * vectors than are wanted, and by Rayleigh and Ritz's projection on what that comes to.
 *
 * <p>A value's relative error falls with each round by the squared ratio of the first value left
 * out to it. Costs rounds · (k + 8) · D².
 *
 * <p>Source: G. Golub, C. Van Loan, "Matrix computations", 4th edition, 2013, section 8.2.
 *
 * @param values in falling order
 * @param vectors one a value, orthonormal
 */
record LeadingEigenvectors(double[] values, double[][] vectors) {
  private static final int ROUNDS = 40;
  private static final int MORE = 8;

  /** Beside the mean variance: it keeps images of vectors independent where the matrix is flat. */
  private static final double RIDGE = 1e-9;

  private static final NoiseStream START = new NoiseStream(0);

  /**
   * The largest.
   *
   * @param matrix symmetric, without negative eigenvalues
   * @param count how many, at most its size
   */
  static LeadingEigenvectors of(double[][] matrix, int count) {
    int size = matrix.length;
    double mean = 0.0;
    for (int d = 0; d < size; d++) {
      mean += matrix[d][d] / size;
    }
    double ridge = Math.max(RIDGE * mean, Double.MIN_NORMAL);
    Sketch space = Sketch.spannedBy(start(size, Math.min(size, count + MORE)));
    for (int round = 0; round < ROUNDS; round++) {
      space = Sketch.spannedBy(images(matrix, space, ridge));
    }
    return projected(matrix, space, count);
  }

  private static List<double[]> start(int size, int count) {
    List<double[]> vectors = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      double[] vector = new double[size];
      START.normals(j, Purpose.DATA_SYNTHESIS, 0, 0, 0, vector);
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<double[]> images(double[][] matrix, Sketch space, double ridge) {
    return space.basis().stream()
        .map(
            q -> {
              double[] image = Vectors.scaled(ridge, q);
              for (int d = 0; d < matrix.length; d++) {
                image[d] += Vectors.dot(matrix[d], q);
              }
              return image;
            })
        .toList();
  }

  private static LeadingEigenvectors projected(double[][] matrix, Sketch space, int count) {
    List<double[]> basis = space.basis();
    List<double[]> images = images(matrix, space, 0.0);
    double[][] small = new double[basis.size()][basis.size()];
    for (int i = 0; i < small.length; i++) {
      for (int j = 0; j <= i; j++) {
        small[i][j] = Vectors.dot(basis.get(i), images.get(j));
        small[j][i] = small[i][j];
      }
    }
    // In falling order.
    var eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(small));
    double[][] vectors = new double[count][matrix.length];
    for (int k = 0; k < count; k++) {
      double[] weights = eigen.getEigenvector(k).toArray();
      for (int j = 0; j < weights.length; j++) {
        Vectors.add(vectors[k], weights[j], basis.get(j));
      }
    }
    return new LeadingEigenvectors(Arrays.copyOf(eigen.getEigenvalues(), count), vectors);
  }
}
