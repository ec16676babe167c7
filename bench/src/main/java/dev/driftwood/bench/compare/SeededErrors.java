package dev.driftwood.bench.compare;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The errors of one sampler, one for each seed; the same seeds in the same order for every sampler,
 * so that what a seed does to all of them falls out of a difference.
 *
 * @param values at least 2
 */
public record SeededErrors(List<Double> values) {
  /** Checks that chance can be told from them. */
  public SeededErrors {
    values = List.copyOf(values);
    if (values.size() < 2) {
      throw new IllegalArgumentException("errors: " + values + " (expected: at least 2)");
    }
  }

  /** The mean over the seeds. */
  public double mean() {
    return estimate().mean();
  }

  /** The mean and its standard error. */
  public Estimate estimate() {
    return Estimate.of(values);
  }

  /** The mean of what this is above another, seed by seed, and its standard error. */
  public Estimate minus(SeededErrors other) {
    if (values.size() != other.values.size()) {
      throw new IllegalArgumentException(
          "errors: %d of the other (expected: %d, the same seeds)"
              .formatted(other.values.size(), values.size()));
    }
    return Estimate.of(
        IntStream.range(0, values.size())
            .mapToObj(i -> values.get(i) - other.values.get(i))
            .toList());
  }

  /**
   * Whether this is worse than the best, both by more than matters and by more than chance: the
   * mean paired difference is above {@code share} of the best's mean and above {@code
   * standardErrors} of its standard errors. What is not finite is worse than everything that is.
   *
   * @param share such as 0.1
   * @param standardErrors such as 2
   */
  public boolean worseThan(SeededErrors best, double share, double standardErrors) {
    if (!Double.isFinite(mean())) {
      return Double.isFinite(best.mean());
    }
    Estimate difference = minus(best);
    return difference.mean() > share * best.mean()
        && difference.mean() > standardErrors * difference.standardError();
  }
}
