package dev.driftwood.bench.compare;

import java.util.List;

/**
 * The error of one sampler against what it costs.
 *
 * @param name of the sampler
 * @param evaluations of the network, increasing
 * @param errors one for each; those that are not finite or not above 0 are left out of a chart
 * @param ours whether it is drawn thick
 */
public record Curve(String name, List<Integer> evaluations, List<Double> errors, boolean ours) {
  /** Checks that both are equally long. */
  public Curve {
    evaluations = List.copyOf(evaluations);
    errors = List.copyOf(errors);
    if (evaluations.isEmpty() || evaluations.size() != errors.size()) {
      throw new IllegalArgumentException(
          "errors: %d of %s (expected: %d, at least 1)"
              .formatted(errors.size(), name, evaluations.size()));
    }
  }
}
