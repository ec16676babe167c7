package dev.driftwood.runtime.sde;

/** The isotropic normal density N(0, s² I). */
final class Gaussian {
  private static final double LOG_TWO_PI = StrictMath.log(2.0 * Math.PI);

  private Gaussian() {}

  /** Its logarithm in nats at a point of the given squared norm in the given dimension. */
  static double logDensity(double squaredNorm, int dimension, double deviation) {
    double perDimension = 0.5 * LOG_TWO_PI + StrictMath.log(deviation);
    return -0.5 * squaredNorm / (deviation * deviation) - dimension * perDimension;
  }
}
