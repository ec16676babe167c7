package dev.driftwood.bench.exact;

/**
 * One normal law of a mixture.
 *
 * @param weight its probability, above 0
 * @param mean its mean; nobody may change it
 * @param covariance its covariance C
 * @param logConstant ln w − ½ (D ln 2π + ln det C)
 */
record Component(double weight, double[] mean, Covariance covariance, double logConstant) {
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  Component(double weight, double[] mean, Covariance covariance) {
    this(
        weight,
        mean,
        covariance,
        StrictMath.log(weight) - 0.5 * (mean.length * LOG_TWO_PI + covariance.logDeterminant()));
  }

  /** N(m, U diag(e) Uᵀ + v I). */
  static Component of(
      double weight, double[] mean, OrthonormalBasis basis, double[] variances, double floor) {
    return new Component(weight, mean, Covariance.of(mean.length, basis, variances, floor));
  }

  /** N(m, s² I). */
  static Component round(double weight, double[] mean, double deviation) {
    return of(weight, mean, OrthonormalBasis.NONE, new double[0], deviation * deviation);
  }

  int dimension() {
    return mean.length;
  }

  /** The law of α x + σ ε. */
  Component noised(double alpha, double sigma) {
    return new Component(
        weight, Vectors.scaled(alpha, mean), covariance.noised(dimension(), alpha, sigma));
  }

  /** What a point is to this component. */
  Residual residual(double[] y) {
    double[] difference = Vectors.difference(y, mean);
    return new Residual(this, difference, covariance.coordinates(difference));
  }
}
