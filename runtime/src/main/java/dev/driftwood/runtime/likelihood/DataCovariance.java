package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.sde.Sde;

/**
 * The covariance of data in the network's space, C = U diag(e) Uᵀ + f I, with orthonormal columns
 * in U: its largest directions, and one floor for the rest.
 *
 * @param dimension D
 * @param directions the columns of U; nobody may change them
 * @param variances e, what each has above the floor, at least 0
 * @param floor f, at least 0
 */
public record DataCovariance(
    int dimension, double[][] directions, double[] variances, double floor) {
  /** Checks the sizes. */
  public DataCovariance {
    if (!(directions.length == variances.length && directions.length <= dimension)) {
      throw new IllegalArgumentException(
          "directions: %d for %d variances (expected: as many, at most %d)"
              .formatted(directions.length, variances.length, dimension));
    }
    if (!(floor >= 0.0)) {
      throw new IllegalArgumentException("floor: " + floor + " (expected: >= 0)");
    }
  }

  /** The Jacobian at a time with noise, or at any where the floor is above 0. */
  NormalJacobian jacobian(Sde sde, double t) {
    double alpha = sde.alpha(t);
    double sigma = sde.sigma(t);
    double v = alpha * alpha * floor + sigma * sigma;
    double[] shrinkage = new double[variances.length];
    for (int j = 0; j < shrinkage.length; j++) {
      double signal = alpha * alpha * variances[j];
      shrinkage[j] = signal / (v + signal);
    }
    return new NormalJacobian(-sde.g(t) / v, directions, shrinkage, dimension);
  }
}
