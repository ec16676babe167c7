package dev.driftwood.runtime.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * How well a score tells anomalous images from normal ones.
 *
 * <p>The area under the ROC curve is the share of pairs in which the anomalous image has the larger
 * score, ties counting half. Its interval is DeLong's, on the logit scale so that it stays within
 * (0, 1).
 *
 * <p>Source: E. DeLong, D. DeLong, D. Clarke-Pearson, "Comparing the areas under two or more
 * correlated receiver operating characteristic curves", Biometrics 44 (1988) (doi:10.2307/2531595),
 * by midranks as X. Sun, W. Xu, IEEE Signal Processing Letters 21 (2014).
 *
 * @param normal scores, at least one
 * @param anomalous scores, at least one
 */
public record Separation(double[] normal, double[] anomalous) {
  private static final double TWO_SIDED_95 = 0.975;

  /** Checks that there are both. */
  public Separation {
    if (normal.length == 0 || anomalous.length == 0) {
      throw new IllegalArgumentException(
          "scores: %d normal, %d anomalous (expected: some of both)"
              .formatted(normal.length, anomalous.length));
    }
  }

  /**
   * A point of the curves: what is flagged when everything from {@code threshold} up is.
   *
   * @param threshold a score
   * @param falsePositiveRate the share of the normal
   * @param recall the share of the anomalous, the true-positive rate
   * @param precision the share of the anomalous among the flagged
   */
  public record Point(
      double threshold, double falsePositiveRate, double recall, double precision) {}

  /**
   * An area and its 95 % interval.
   *
   * @param value the area
   * @param lower the interval's end
   * @param upper the interval's end
   */
  public record Area(double value, double lower, double upper) {}

  /** The area under the ROC curve. */
  public Area auroc() {
    double[] both = concatenated();
    double[] ranks = ranks(both);
    double[] ofAnomalous = placements(anomalous, Arrays.copyOf(ranks, anomalous.length), normal);
    double[] ofNormal =
        placements(normal, Arrays.copyOfRange(ranks, anomalous.length, ranks.length), anomalous);
    double area = Arrays.stream(ofAnomalous).average().orElseThrow();
    double variance = variance(ofAnomalous) / anomalous.length + variance(ofNormal) / normal.length;
    return interval(area, Math.sqrt(variance));
  }

  /** For each score of a group the share of the other group below it. */
  private static double[] placements(double[] group, double[] ranks, double[] other) {
    double[] within = ranks(group);
    double[] placements = new double[group.length];
    for (int i = 0; i < placements.length; i++) {
      placements[i] = (ranks[i] - within[i]) / other.length;
    }
    return placements;
  }

  private Area interval(double area, double error) {
    // Without a pair in the wrong order DeLong's error is 0; then by the rule of three.
    if (area >= 1 || area <= 0) {
      double reach = Math.min(1, 3.0 / Math.min(normal.length, anomalous.length));
      return new Area(area, area >= 1 ? 1 - reach : 0, area >= 1 ? 1 : reach);
    }
    double z = new NormalDistribution().inverseCumulativeProbability(TWO_SIDED_95);
    double logit = StrictMath.log(area / (1 - area));
    double reach = z * error / (area * (1 - area));
    return new Area(area, expit(logit - reach), expit(logit + reach));
  }

  private static double expit(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double variance(double[] values) {
    if (values.length < 2) {
      return 0;
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  private static double[] ranks(double[] values) {
    return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(values);
  }

  private double[] concatenated() {
    double[] both = Arrays.copyOf(anomalous, anomalous.length + normal.length);
    System.arraycopy(normal, 0, both, anomalous.length, normal.length);
    return both;
  }

  /** The curves, a point for each score there is, the largest first. */
  public List<Point> points() {
    double[] thresholds = Arrays.stream(concatenated()).distinct().sorted().toArray();
    double[] down = normal.clone();
    double[] up = anomalous.clone();
    Arrays.sort(down);
    Arrays.sort(up);
    List<Point> points = new ArrayList<>();
    int falsely = 0;
    int truly = 0;
    for (int i = thresholds.length - 1; i >= 0; i--) {
      while (falsely < down.length && down[down.length - 1 - falsely] >= thresholds[i]) {
        falsely++;
      }
      while (truly < up.length && up[up.length - 1 - truly] >= thresholds[i]) {
        truly++;
      }
      points.add(
          new Point(
              thresholds[i],
              falsely / (double) down.length,
              truly / (double) up.length,
              truly / (double) (truly + falsely)));
    }
    return points;
  }

  /** The area under the precision-recall curve as steps: Σ (recall step) · precision. */
  public double averagePrecision() {
    double sum = 0;
    double before = 0;
    for (Point point : points()) {
      sum += (point.recall() - before) * point.precision();
      before = point.recall();
    }
    return sum;
  }

  /** The least share of normal images flagged where at least a share of the anomalous are. */
  public double falsePositiveRateAt(double recall) {
    return points().stream()
        .filter(point -> point.recall() >= recall)
        .findFirst()
        .orElseThrow()
        .falsePositiveRate();
  }
}
