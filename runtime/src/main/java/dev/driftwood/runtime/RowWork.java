package dev.driftwood.runtime;

import dev.driftwood.runtime.observe.Restoration;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.Guidance;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The work of one row of a {@link SamplePlan}: which parts go together, and what they come to. */
record RowWork(
    Sampler sampler,
    Budget budget,
    GridSpec grid,
    EndPolicy end,
    Optional<Guidance> guidance,
    Optional<Restoration> restoration) {
  /** Rows count their evaluations in 31 bits, and twice as many under guidance. */
  private static final long MOST_EVALUATIONS = 1_000_000_000;

  /** Evaluations that a drift takes; nothing where times differ in that. */
  static OptionalInt cost(Optional<Guidance> guidance) {
    return guidance.map(Guidance::evaluations).orElse(OptionalInt.of(1));
  }

  /** Steps of the fixed grid, where there is one. */
  OptionalInt steps() {
    return budget.steps(sampler, end, cost(guidance));
  }

  /** Evaluations, where they are known before. */
  OptionalLong evaluations() {
    OptionalInt steps = steps();
    OptionalInt cost = cost(guidance);
    return steps.isPresent() && cost.isPresent()
        ? OptionalLong.of(cost.getAsInt() * drifts(steps.getAsInt()))
        : OptionalLong.empty();
  }

  /** Evaluations but for what guidance adds. */
  private long drifts(int steps) {
    long once = sampler.evaluations(steps, EndPolicy.MEAN);
    long held = restoration.map(it -> it.corrections().evaluations(steps, once)).orElse(once);
    return held + end.evaluations();
  }

  /**
   * Checks that the parts go together.
   *
   * @throws IllegalArgumentException naming the part that does not fit
   */
  void requireSense() {
    OptionalInt steps = steps();
    requireRestorable();
    requireGrid(steps);
    if (steps.isEmpty() && end != EndPolicy.MEAN) {
      throw new IllegalArgumentException(
          "end: %s (expected: mean with rtol, atol)".formatted(end.label()));
    }
    steps.ifPresent(this::requireCountable);
  }

  private void requireRestorable() {
    if (restoration.isPresent() && sampler.kind().fitted()) {
      throw new IllegalArgumentException(
          "sampler: fitted (expected: another with what is observed, which changes rows on their"
              + " way)");
    }
    if (restoration.isPresent() && !(budget instanceof Budget.Steps)) {
      throw new IllegalArgumentException(
          "%s: given (expected: steps, with what is observed)"
              .formatted(budget instanceof Budget.Tolerances ? "rtol, atol" : "evaluations"));
    }
  }

  private void requireGrid(OptionalInt steps) {
    if (grid instanceof GridSpec.Explicit explicit && !fits(explicit, steps)) {
      throw new IllegalArgumentException(
          "grid: %d steps (expected: %s)"
              .formatted(
                  explicit.times().size() - 1,
                  steps.isPresent() ? steps.getAsInt() : "none with rtol, atol"));
    }
    if (sampler.kind().fitted() && !grid.equals(GridSpec.UNIFORM)) {
      throw new IllegalArgumentException(
          "grid: %s (expected: none with %s, which has the model's own)"
              .formatted(grid.text(), sampler.kind().label()));
    }
  }

  private static boolean fits(GridSpec.Explicit grid, OptionalInt steps) {
    return steps.isPresent() && steps.getAsInt() == grid.times().size() - 1;
  }

  private void requireCountable(int steps) {
    long drifts = drifts(steps);
    if (drifts > MOST_EVALUATIONS) {
      throw new IllegalArgumentException(
          "steps: %d (expected: fewer, as they take %d evaluations a row, of at most %d)"
              .formatted(steps, drifts, MOST_EVALUATIONS));
    }
  }
}
