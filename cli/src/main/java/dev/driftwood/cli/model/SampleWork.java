package dev.driftwood.cli.model;

import dev.driftwood.runtime.SamplePlan;
import java.util.OptionalInt;

/** How much a plan asks for. */
final class SampleWork {
  private SampleWork() {}

  /** Network evaluations over all rows; −1 where the method chooses its steps. */
  static long evaluations(SamplePlan plan) {
    OptionalInt steps = plan.budget().steps(plan.sampler());
    long each = (long) steps.orElse(0) * plan.sampler().evaluationsPerStep();
    return steps.isPresent() ? each * plan.rows().count() : -1;
  }
}
