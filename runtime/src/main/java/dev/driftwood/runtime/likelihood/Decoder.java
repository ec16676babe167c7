package dev.driftwood.runtime.likelihood;

/** How probable data are given what a network makes of their first noised state. */
public interface Decoder {
  /**
   * The logarithm of a probability, or of a density in the network's space.
   *
   * @param x the data in the network's space
   * @param mean the network's x̂₀, one number a dimension
   * @param deviation of each number about that
   */
  double logProbability(double[] x, double[] mean, double deviation);

  /** The density of a normal law. */
  static Decoder normal() {
    return (x, mean, deviation) -> {
      double sum = -0.5 * x.length * StrictMath.log(2.0 * Math.PI * deviation * deviation);
      for (int d = 0; d < x.length; d++) {
        double z = (x[d] - mean[d]) / deviation;
        sum -= 0.5 * z * z;
      }
      return sum;
    };
  }
}
