package dev.driftwood.runtime.observe;

/**
 * Mean and covariance.
 *
 * @param mean m
 * @param covariance C
 */
record Moments(double[] mean, double[][] covariance) {
  /** White noise of a deviation around 0. */
  static Moments white(int dimension, double deviation) {
    return new Moments(
        new double[dimension], Matrix.scaled(Matrix.identity(dimension), deviation * deviation));
  }

  /** Of A x + N ξ + b with ξ white and apart from x. */
  Moments through(double[][] a, double[][] n, double[] b) {
    double[][] spread = Matrix.product(Matrix.product(a, covariance), Matrix.transposed(a));
    double[][] added = Matrix.product(n, Matrix.transposed(n));
    return new Moments(Matrix.sum(Matrix.product(a, mean), b), Matrix.sum(spread, added));
  }

  /** Of x given that P x = P y: exact for a normal law. */
  Moments given(double[][] p, double[] y) {
    int d = y.length;
    double[][] rest = Matrix.sum(Matrix.identity(d), Matrix.scaled(p, -1.0));
    double[][] seen = Matrix.product(Matrix.product(p, covariance), p);
    // P C P + (I − P) is C on what is seen and the identity on the rest, so it has an inverse.
    double[][] inverse = Matrix.inverse(Matrix.sum(seen, rest));
    double[][] gain = Matrix.product(Matrix.product(covariance, p), Matrix.product(inverse, p));
    double[] shift = Matrix.product(gain, Matrix.sum(y, Matrix.scaled(mean, -1.0)));
    double[][] known = Matrix.product(gain, covariance);
    return new Moments(Matrix.sum(mean, shift), Matrix.sum(covariance, Matrix.scaled(known, -1.0)));
  }

  double trace() {
    double trace = 0.0;
    for (int i = 0; i < mean.length; i++) {
      trace += covariance[i][i];
    }
    return trace;
  }
}
