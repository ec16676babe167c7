package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import java.util.List;

/** The rule by which a {@link Multistep} method weighs its evaluations. */
interface Weights {
  /**
   * One weight for each known evaluation.
   *
   * @param known where the evaluations are, the latest first, which is where the leg begins
   */
  double[] of(Leg leg, List<Marginal> known);
}
