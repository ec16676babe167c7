package dev.driftwood.trainer.evaluation;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The squared Fréchet distance between the Gaussians with the moments of two sets,
 *
 * <pre>
 *   ‖m₁ − m₂‖² + tr(C₁ + C₂ − 2 (C₁^½ C₂ C₁^½)^½)
 * </pre>
 *
 * <p>(Dowson and Landau 1982, doi:10.1016/0047-259X(82)90077-X). Two sets of n draws from one law
 * have a distance above 0 that falls with n, so only distances at the same n compare. On the
 * features of an Inception network it is called FID; on others it is not.
 */
final class FrechetDistance {
  private FrechetDistance() {}

  /** The squared distance between two sets of vectors of one length. */
  public static double between(List<double[]> first, List<double[]> second) {
    Moments a = Moments.of(first);
    Moments b = Moments.of(second);
    double distance = 0;
    for (int i = 0; i < a.mean().length; i++) {
      double difference = a.mean()[i] - b.mean()[i];
      distance += difference * difference;
    }
    RealMatrix root = squareRoot(a.covariance());
    RealMatrix mixed = symmetric(root.multiply(b.covariance()).multiply(root));
    double[] eigenvalues = new EigenDecompositionSymmetric(mixed).getEigenvalues();
    double cross = 0;
    for (double value : eigenvalues) {
      cross += squareRoot(value);
    }
    return distance + a.covariance().getTrace() + b.covariance().getTrace() - 2 * cross;
  }

  /** Also of a covariance without full rank, which fewer vectors than dimensions have. */
  private static RealMatrix squareRoot(RealMatrix covariance) {
    EigenDecompositionSymmetric decomposition = new EigenDecompositionSymmetric(covariance);
    double[] roots =
        Arrays.stream(decomposition.getEigenvalues()).map(FrechetDistance::squareRoot).toArray();
    RealMatrix vectors = decomposition.getV();
    return vectors
        .multiply(MatrixUtils.createRealDiagonalMatrix(roots))
        .multiply(vectors.transpose());
  }

  /** Rounding can leave a value that should be 0 a little below it. */
  private static double squareRoot(double eigenvalue) {
    return Math.sqrt(Math.max(0, eigenvalue));
  }

  private static RealMatrix symmetric(RealMatrix matrix) {
    return matrix.add(matrix.transpose()).scalarMultiply(0.5);
  }
}
