package dev.driftwood.trainer.evaluation;

import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * The directions of largest variance of a set of vectors: simple features, which need no trained
 * network.
 */
final class PrincipalComponents {
  private final double[] mean;
  private final RealMatrix directions;

  private PrincipalComponents(double[] mean, RealMatrix directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * The first components of some vectors.
   *
   * @param count how many, at most the vectors' length
   */
  public static PrincipalComponents of(List<double[]> vectors, int count) {
    Moments moments = Moments.of(vectors);
    int dimension = moments.mean().length;
    if (!(count >= 1 && count <= dimension)) {
      throw new IllegalArgumentException(
          "components: " + count + " (expected: 1 to " + dimension + ")");
    }
    // Eigenvalues come in decreasing order.
    RealMatrix vectorsByColumn = new EigenDecompositionSymmetric(moments.covariance()).getV();
    RealMatrix first = vectorsByColumn.getSubMatrix(0, dimension - 1, 0, count - 1);
    return new PrincipalComponents(moments.mean(), first.transpose());
  }

  /** The coordinates of a vector along the components. */
  public double[] project(double[] vector) {
    double[] centred = new double[mean.length];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = vector[i] - mean[i];
    }
    return directions.operate(centred);
  }
}
