package dev.driftwood.runtime;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.Dequantiser;
import dev.driftwood.runtime.likelihood.Decoder;
import org.hipparchus.special.Erf;

/**
 * The probability of an image's levels under a normal law in the network's space: of level k that
 * of the interval between the transformed edges k/levels and (k + 1)/levels of its bin, of which
 * the first begins at −∞ and the last ends at ∞.
 *
 * <p>Source: J. Ho, A. Jain, P. Abbeel (arXiv:2006.11239), equation 13.
 *
 * @param images levels and transform
 */
record BinDecoder(DataSpec.Images images) implements Decoder {
  /** Below, Φ(z) by its asymptotic series is good to ten digits. */
  private static final double FAR = -20.0;

  @Override
  public double logProbability(double[] x, double[] mean, double deviation) {
    Dequantiser bins = images.dequantiser();
    double[] inner = images.transform().inverse(x);
    double[] lower = new double[x.length];
    double[] upper = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      int level = bins.level(inner[d]);
      lower[d] = bins.value(level, 0.0);
      upper[d] = bins.value(level, 1.0);
    }
    double[] from = images.transform().forward(lower);
    double[] to = images.transform().forward(upper);
    double sum = 0.0;
    for (int d = 0; d < x.length; d++) {
      double a = lower[d] > 0.0 ? (from[d] - mean[d]) / deviation : Double.NEGATIVE_INFINITY;
      double b = upper[d] < 1.0 ? (to[d] - mean[d]) / deviation : Double.POSITIVE_INFINITY;
      sum += logMass(a, b);
    }
    return sum;
  }

  /** ln(Φ(b) − Φ(a)), from the side on which both are small. */
  static double logMass(double a, double b) {
    if (a >= 0.0) {
      return logMass(-b, -a);
    }
    if (b > 0.0) {
      return StrictMath.log1p(-(StrictMath.exp(logTail(a)) + StrictMath.exp(logTail(-b))));
    }
    double tail = logTail(b);
    return tail + StrictMath.log(-StrictMath.expm1(logTail(a) - tail));
  }

  /** ln Φ(z) for z ≤ 0. */
  private static double logTail(double z) {
    if (z == Double.NEGATIVE_INFINITY) {
      return z;
    }
    if (z > FAR) {
      return StrictMath.log(0.5 * Erf.erfc(-z / Math.sqrt(2.0)));
    }
    double r = 1.0 / (z * z);
    double series = 1.0 - r * (1.0 - 3.0 * r * (1.0 - 5.0 * r * (1.0 - 7.0 * r)));
    return -0.5 * z * z - StrictMath.log(-z * Math.sqrt(2.0 * Math.PI)) + StrictMath.log(series);
  }
}
