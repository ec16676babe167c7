package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Step;

/** How many evaluations the steps of a multistep method use. */
final class Orders {
  /**
   * Grids of fewer steps than this end with steps of lower order, where a method says so. The
   * authors of DPM-Solver do so below 10 steps, those of UniPC always. On uniform grids, whose last
   * step of λ is the longest, it was measured to take a tenth of the error or less at 10 and 20
   * steps; on grids of equal steps of λ it makes little difference.
   */
  private static final int CAUTIOUS_BELOW = 50;

  private Orders() {}

  static void require(int order, int most) {
    if (!(order >= 1 && order <= most)) {
      throw new IllegalArgumentException("order: " + order + " (expected: 1 to " + most + ")");
    }
  }

  /**
   * The evaluations that a step uses.
   *
   * @param available those that it knows
   * @param order those that it would use
   * @param cautious whether the last steps of a short grid use fewer, down to one
   */
  static int at(Step step, int available, int order, boolean cautious, Sde sde) {
    // λ has no end where there is no noise, so nothing can be a polynomial of it.
    return sde.sigma(step.to()) == 0.0
        ? 1
        : Math.min(available, at(step.index(), step.grid().steps(), order, cautious));
  }

  static int at(int index, int steps, int order, boolean cautious) {
    return cautious && steps < CAUTIOUS_BELOW ? Math.min(order, steps - index) : order;
  }
}
