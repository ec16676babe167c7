package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.GridMethod;

/** The methods of this package. All refuse an order that they do not have. */
public final class FlowMethods {
  private FlowMethods() {}

  /** DPM-Solver of order 1 to 3 for noise, DPM-Solver++ for data; evaluations from past steps. */
  public static GridMethod multistep(Sde sde, Prediction prediction, int order) {
    Orders.require(order, 3);
    return new Multistep(sde, prediction, order, new DpmWeights(), true);
  }

  /** The same with all evaluations within the step. */
  public static GridMethod singlestep(Sde sde, Prediction prediction, int order) {
    return new Singlestep(sde, prediction, order);
  }

  /** UniPC of order 1 to 3, with e^z − 1 or z for its B(z). */
  public static GridMethod uniPc(Sde sde, int order, boolean exponential) {
    return new UniPc(sde, order, exponential);
  }

  /** tAB-DEIS, with polynomials of the time through 1 to 4 evaluations. */
  public static GridMethod deisInTime(Sde sde, int order) {
    Orders.require(order, 4);
    return new Multistep(sde, Prediction.NOISE, order, new TimeWeights(sde), false);
  }

  /** ρAB-DEIS, with polynomials of σ/α through 1 to 4 evaluations. */
  public static GridMethod deisInRho(Sde sde, int order) {
    Orders.require(order, 4);
    return new Multistep(sde, Prediction.NOISE, order, new RhoWeights(), false);
  }

  /** iPNDM, with 1 to 4 evaluations. */
  public static GridMethod ipndm(Sde sde, int order) {
    Orders.require(order, 4);
    return new Multistep(sde, Prediction.NOISE, order, new EqualWeights(), false);
  }
}
