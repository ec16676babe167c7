package dev.driftwood.runtime;

import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.batch.Demand;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.solve.EndPolicy;
import java.util.List;
import java.util.OptionalInt;

/**
 * What plans are going to need.
 *
 * @param dimension of a row
 * @param mostRows of a request that are in flight
 */
record PlanDemand(int dimension, int mostRows) {
  /** What an adaptive method is taken to need, before it has shown what it does. */
  private static final long ADAPTIVE_EVALUATIONS = 150;

  /** Arrays of a row in flight: its state, the stages of a step, its query and its result. */
  private static final long ARRAYS = 12;

  /**
   * Of some rows of a plan.
   *
   * @param rows how many
   */
  Demand of(SamplePlan plan, long rows, long bytes, long deadline) {
    long each = plan.evaluations().orElse(ADAPTIVE_EVALUATIONS);
    return new Demand(rows, each, 0, bytes + inFlight(rows), deadline);
  }

  /**
   * Of a stream of images, one of which is known; as soon as more come, as many rows as may be are
   * in flight.
   */
  Demand of(LikelihoodPlan plan, long bytes, long deadline) {
    long rows = plan.draws();
    if (plan.method() instanceof LikelihoodMethod.Elbo elbo) {
      int tangents = elbo.form() == BoundForm.DIVERGENCE ? 1 : 0;
      return new Demand(rows, elbo.times(), tangents, bytes + stream(tangents), deadline);
    }
    if (plan.method() instanceof LikelihoodMethod.Vlb vlb) {
      // A model's own times are not looked up for a guess; they are about as many.
      long times = vlb.times(List.of()).size();
      return new Demand(rows, times, 0, bytes + stream(0), deadline);
    }
    LikelihoodMethod.Ode ode = (LikelihoodMethod.Ode) plan.method();
    boolean exact = ode.law() == Probes.Law.EXACT;
    // Unit vectors are made when they are asked about, and not kept.
    long held = bytes + stream(exact ? 0 : ode.probes());
    return new Demand(rows, evaluations(ode), exact ? dimension : ode.probes(), held, deadline);
  }

  /** Of a stream of images to be judged: an image's bound and its profile. */
  Demand of(EvidencePlan plan, long bytes, long deadline) {
    // The bound asks once more than it has times.
    long each = plan.times() + 1L + plan.levels();
    return new Demand(1, each, 0, bytes + stream(0), deadline);
  }

  private static long evaluations(LikelihoodMethod.Ode ode) {
    OptionalInt steps = ode.steps();
    if (steps.isEmpty()) {
      return ADAPTIVE_EVALUATIONS;
    }
    EndPolicy end = ode.solver().semiLinear() ? EndPolicy.DENOISE : EndPolicy.MEAN;
    return Sampler.of(ode.solver()).evaluations(steps.getAsInt(), end);
  }

  private long inFlight(long rows) {
    return Math.min(rows, mostRows) * ARRAYS * Double.BYTES * dimension;
  }

  /** Rows of a stream, with the directions that each is asked about. */
  private long stream(int tangents) {
    return mostRows * (ARRAYS + tangents) * Double.BYTES * dimension;
  }
}
