package dev.driftwood.runtime;

import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.OptionalInt;

/** How much work a row may take, and so how exact it is. */
public sealed interface Budget {
  /**
   * Steps of a method on a fixed grid; empty where the method chooses its own.
   *
   * @param cost evaluations of the network that a drift takes; empty where times differ in that
   * @throws IllegalArgumentException where the method can't work within this budget
   */
  OptionalInt steps(Sampler method, EndPolicy end, OptionalInt cost);

  /** Steps of a method where a drift takes one evaluation. */
  default OptionalInt steps(Sampler method, EndPolicy end) {
    return steps(method, end, OptionalInt.of(1));
  }

  /**
   * Equal steps of a fixed grid.
   *
   * @param count at least 1
   */
  record Steps(int count) implements Budget {
    public Steps {
      if (!(count >= 1)) {
        throw new IllegalArgumentException("steps: " + count + " (expected: >= 1)");
      }
    }

    @Override
    public OptionalInt steps(Sampler method, EndPolicy end, OptionalInt cost) {
      method.requireFixed();
      return OptionalInt.of(count);
    }
  }

  /**
   * Network evaluations of a row, which the method must be able to meet exactly.
   *
   * @param count at least 1
   */
  record Evaluations(int count) implements Budget {
    public Evaluations {
      if (!(count >= 1)) {
        throw new IllegalArgumentException("evaluations: " + count + " (expected: >= 1)");
      }
    }

    @Override
    public OptionalInt steps(Sampler method, EndPolicy end, OptionalInt cost) {
      return OptionalInt.of(method.stepsFor(count, end, cost.orElseThrow(this::uncounted)));
    }

    private IllegalArgumentException uncounted() {
      return new IllegalArgumentException(
          "evaluations: %d (expected: steps, as guidance takes twice as many within its interval)"
              .formatted(count));
    }
  }

  /**
   * Tolerances of a method that chooses its own steps.
   *
   * @param relative rtol, above 0
   * @param absolute atol, above 0
   */
  record Tolerances(double relative, double absolute) implements Budget {
    public Tolerances {
      Tolerance.check(relative, absolute);
    }

    Tolerance tolerance() {
      return new Tolerance(relative, absolute);
    }

    @Override
    public OptionalInt steps(Sampler method, EndPolicy end, OptionalInt cost) {
      method.requireAdaptive();
      return OptionalInt.empty();
    }
  }
}
