package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Annealed Langevin dynamics: no process is followed, but at every level of noise, which are the
 * times of the grid below T, M moves are made towards the law of that level. In x̄ = x/α with the
 * level σ̄ = σ/α, whose score is α · score, a move is
 *
 * <pre>
 *   ncsn:     x̄ ← x̄ + (r/2) σ̄² · score + √r σ̄ ξ,   r given
 *   ncsnv2:   x̄ ← x̄ + r σ̄² · score + √(2 r) σ̄ ξ,   r by {@link LadderStep} from the levels and M
 * </pre>
 *
 * <p>and x̄ stays between levels. M evaluations a step. It has no order: by ncsnv2 on many levels
 * the variance lags behind by about 1/(2 M) of itself, and the law at rest is off by the order of
 * r.
 *
 * <p>Source: Y. Song, S. Ermon, "Generative modeling by estimating gradients of the data
 * distribution", NeurIPS 2019 (arXiv:1907.05600), algorithm 1, where r is 2e-5/0.01² = 0.2, and
 * "Improved techniques for training score-based generative models", NeurIPS 2020
 * (arXiv:2006.09011), technique 4.
 *
 * @param sde the forward SDE
 * @param rule how r is chosen
 * @param moves M, at least 1
 */
record AnnealedLangevin(Sde sde, Rule rule, int moves) implements GridMethod {
  /** The size of a move in units of σ̄², by the ratio of a level to the one before it. */
  @FunctionalInterface
  interface Rule {
    double size(double ratio);
  }

  AnnealedLangevin {
    if (!(moves >= 1)) {
      throw new IllegalArgumentException("corrector-steps: " + moves + " (expected: at least 1)");
    }
  }

  static AnnealedLangevin of(Sde sde, SamplerSettings set) {
    int moves = set.whole(SamplerOption.CORRECTOR_STEPS);
    double half = set.number(SamplerOption.LANGEVIN_STEP) / 2.0;
    boolean given = set.choice(SamplerOption.RULE).equals("ncsn");
    return new AnnealedLangevin(sde, given ? ratio -> half : ladder(moves), moves);
  }

  /** Every row asks for the same levels, and a step's search takes as long as many moves. */
  private static Rule ladder(int moves) {
    Map<Double, Double> sizes = new ConcurrentHashMap<>();
    return ratio -> sizes.computeIfAbsent(ratio, each -> new LadderStep(each, moves).size());
  }

  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    Marginal level = sde.marginal(step.to());
    double[] x = step.part() == 0 ? onLevel(step, level) : step.x();
    if (soFar.isEmpty()) {
      return step.ask(x, level.t());
    }
    double ratio = sde.marginal(step.from()).scaledSigma() / level.scaledSigma();
    // The step of x̄ in units of σ̄² is that of x in units of σ².
    LangevinMove move = new LangevinMove(level, rule.size(ratio));
    double[] drift = soFar.get(0).drift();
    boolean quiet = step.quiet() && step.part() + 1 == moves;
    return step.arrive(
        quiet
            ? move.mean(x, drift)
            : move.draw(x, drift, step, step.index() * moves + step.part()));
  }

  private double[] onLevel(Step step, Marginal level) {
    double scale = level.alpha() / sde.alpha(step.from());
    double[] x = step.x().clone();
    for (int d = 0; d < x.length; d++) {
      x[d] *= scale;
    }
    return x;
  }

  @Override
  public Order order() {
    return Order.none();
  }

  @Override
  public int evaluationsPerStep() {
    return moves;
  }

  @Override
  public int parts() {
    return moves;
  }

  @Override
  public GridSpec grid() {
    return new GridSpec.LogSnr();
  }
}
