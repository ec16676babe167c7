package dev.driftwood.trainer.train;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.TimeDensity;

/**
 * What is made small.
 *
 * @param debias whether times are drawn in proportion to the likelihood's weight
 */
public record ObjectivePlan(boolean debias) {
  /** The density that times are drawn from. */
  TimeDensity timeDensity(Sde sde) {
    return debias ? sde.importanceDensity() : TimeDensity.uniform();
  }
}
