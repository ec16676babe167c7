package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.fixture.NoisedMixture;

/**
 * Samples in the plane against a mixture of components far apart: each is given to the nearest
 * mean, and each component's share, mean and covariance are compared with what they should be.
 *
 * <p>Every statistic is in units of its standard error, so its square has the law χ²₁ for samples
 * of the mixture, whose wide counts are normal.
 *
 * @param shares (n_i − n w_i)/√(n w_i), whose squares sum to χ²_(k−1)
 * @param means √n_i (m̂ − μ)/√v, two for each component
 * @param spreads √(n_i/2) times the logarithms of the variances over v, and √n_i times the
 *     correlation, three for each component; logarithms are nearer to normal than variances
 */
record ModeStatistics(double[] shares, double[] means, double[] spreads) {
  static ModeStatistics of(NoisedMixture law, double[][] samples) {
    int modes = law.means().length;
    Moments[] moments = new Moments[modes];
    for (int i = 0; i < modes; i++) {
      moments[i] = new Moments();
    }
    for (double[] x : samples) {
      int nearest = nearest(law, x);
      moments[nearest].add(
          x[0] - law.means()[nearest][0],
          x[1] - law.means()[nearest][1],
          Math.sqrt(law.variances()[nearest]));
    }
    return of(law, moments, samples.length);
  }

  private static ModeStatistics of(NoisedMixture law, Moments[] moments, int count) {
    int modes = moments.length;
    double[] shares = new double[modes];
    double[] means = new double[2 * modes];
    double[] spreads = new double[3 * modes];
    for (int i = 0; i < modes; i++) {
      double expected = count * StrictMath.exp(law.logWeight(i));
      shares[i] = (moments[i].count - expected) / Math.sqrt(expected);
      means[2 * i] = moments[i].mean(0);
      means[2 * i + 1] = moments[i].mean(1);
      spreads[3 * i] = moments[i].spread(0);
      spreads[3 * i + 1] = moments[i].spread(1);
      spreads[3 * i + 2] = moments[i].correlation();
    }
    return new ModeStatistics(shares, means, spreads);
  }

  /** The chance that samples of the mixture are as far off: the least over the three parts. */
  double chance() {
    // χ² of k − 1 degrees for the shares is below that of k, which is even.
    double shareChance = ChiSquare.tail(shares.length, squares(shares));
    double meanChance = ChiSquare.tail(means.length, squares(means));
    double spreadChance = ChiSquare.tail(spreads.length, squares(spreads));
    return Math.min(shareChance, Math.min(meanChance, spreadChance));
  }

  /** The root mean square of all: 1 for samples of the mixture. */
  double size() {
    int count = shares.length + means.length + spreads.length;
    return Math.sqrt((squares(shares) + squares(means) + squares(spreads)) / count);
  }

  /** The root mean squares of the differences, part by part, in standard errors. */
  double[] distance(ModeStatistics other) {
    return new double[] {
      distance(shares, other.shares), distance(means, other.means), distance(spreads, other.spreads)
    };
  }

  private static double distance(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return Math.sqrt(squares(difference) / a.length);
  }

  private static double squares(double[] values) {
    double sum = 0.0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  private static int nearest(NoisedMixture law, double[] x) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < law.means().length; i++) {
      double a = x[0] - law.means()[i][0];
      double b = x[1] - law.means()[i][1];
      if (a * a + b * b < least) {
        least = a * a + b * b;
        nearest = i;
      }
    }
    return nearest;
  }

  /** Sums over the samples of one component, centred and in units of its deviation. */
  private static final class Moments {
    private final double[] sum = new double[2];
    private final double[] squares = new double[2];
    private double product;
    private int count;

    void add(double a, double b, double deviation) {
      double first = a / deviation;
      double second = b / deviation;
      count++;
      sum[0] += first;
      sum[1] += second;
      squares[0] += first * first;
      squares[1] += second * second;
      product += first * second;
    }

    double mean(int d) {
      return sum[d] / Math.sqrt(count);
    }

    double spread(int d) {
      // The mean of ln(χ²_k/k) is −1/k − 1/(3 k²).
      double degrees = count - 1.0;
      return Math.sqrt(0.5 * degrees) * (StrictMath.log(variance(d)) + 1.0 / degrees);
    }

    double correlation() {
      double covariance = (product - sum[0] * sum[1] / count) / (count - 1.0);
      return Math.sqrt(count) * covariance / Math.sqrt(variance(0) * variance(1));
    }

    private double variance(int d) {
      return (squares[d] - sum[d] * sum[d] / count) / (count - 1.0);
    }
  }
}
