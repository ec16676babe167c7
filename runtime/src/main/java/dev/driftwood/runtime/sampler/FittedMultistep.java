package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Past;
import dev.driftwood.runtime.solve.Step;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;

/**
 * The probability flow by a {@link MultistepTable} that was fitted to one network: one evaluation a
 * step. It has no order: its steps are as many as it was fitted for.
 *
 * @param sde the forward SDE
 * @param table the coefficients
 */
public record FittedMultistep(Sde sde, MultistepTable table) implements GridMethod {
  /** The times that it was fitted for. */
  public TimeGrid times() {
    return table.grid();
  }

  /**
   * {@inheritDoc}
   *
   * @see GridStepper for the grid, which must be {@link #times}
   */
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    double[] drift = soFar.get(0).drift();
    double[] next = exactPart(step, drift);
    int i = step.index();
    add(next, table.states().get(i), step.x());
    List<Double> weights = table.noises().get(i);
    addNoise(next, weights.get(0), step.from(), drift);
    for (int j = 1; j < weights.size(); j++) {
      Past past = step.past().get(j - 1);
      addNoise(next, weights.get(j), past.t(), past.drift());
    }
    return step.arrive(next, new Past(step.from(), step.x(), drift));
  }

  @Override
  public Order order() {
    return Order.none();
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
  }

  @Override
  public int memory() {
    return table.memory() - 1;
  }

  private double[] exactPart(Step step, double[] drift) {
    return exactPart(sde.marginal(step.from()), sde.marginal(step.to()), step.x(), drift);
  }

  /** The step of DDIM, (α'/α) x + α' (ρ' − ρ) ε̂, a fresh array. */
  public static double[] exactPart(Marginal from, Marginal to, double[] x, double[] drift) {
    double weight = to.alpha() * (from.scaledSigma() - to.scaledSigma()) * from.sigmaOverG();
    return new Mix(to.alpha() / from.alpha(), weight).of(x, drift);
  }

  private void addNoise(double[] sum, double weight, double t, double[] drift) {
    add(sum, -weight * sde.sigmaOverG(t), drift);
  }

  private static void add(double[] sum, double weight, double[] x) {
    for (int d = 0; d < sum.length; d++) {
      sum[d] += weight * x[d];
    }
  }
}
