package dev.driftwood.bench.likelihood;

/**
 * Errors of log-likelihoods in bits per dimension.
 *
 * @param rootMeanSquare of all
 * @param bias the mean
 * @param spread the standard deviation
 */
record ErrorsInBits(double rootMeanSquare, double bias, double spread) {
  static ErrorsInBits of(double[] nats, double[] reference, int dimension) {
    double unit = -1.0 / (dimension * StrictMath.log(2.0));
    double sum = 0.0;
    double squares = 0.0;
    for (int row = 0; row < nats.length; row++) {
      double error = (nats[row] - reference[row]) * unit;
      sum += error;
      squares += error * error;
    }
    double mean = sum / nats.length;
    double meanSquare = squares / nats.length;
    double variance = Math.max(0.0, meanSquare - mean * mean);
    return new ErrorsInBits(Math.sqrt(meanSquare), mean, Math.sqrt(variance));
  }
}
