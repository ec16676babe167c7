package dev.driftwood.bench.serve;

import dev.driftwood.runtime.SamplePlan;
import java.util.List;

/**
 * What clients ask for: requests of Euler's method, one evaluation a step.
 *
 * @param requests all clients' together
 * @param rows of a request
 * @param steps of a row, taken in turn by the requests
 */
public record Workload(int requests, int rows, List<Integer> steps) {
  /** Checks the ranges. */
  public Workload {
    steps = List.copyOf(steps);
    if (!(requests >= 1 && rows >= 1 && !steps.isEmpty())) {
      throw new IllegalArgumentException(
          "requests, rows, steps: %d, %d, %s (expected: at least 1 each)"
              .formatted(requests, rows, steps));
    }
  }

  /** One request. */
  SamplePlan plan(int request) {
    return SamplePlan.builder()
        .sampler("euler")
        .steps(steps.get(request % steps.size()))
        .count(rows)
        .seed(request)
        .build();
  }

  /** Network evaluations of all requests. */
  long evaluations() {
    long sum = 0;
    for (int request = 0; request < requests; request++) {
      sum += (long) rows * steps.get(request % steps.size());
    }
    return sum;
  }
}
