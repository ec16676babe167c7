package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.Step;
import java.util.List;
import java.util.Optional;

/**
 * Predictor–corrector sampling: at every time s of the grid first M moves of annealed Langevin
 * dynamics towards p_s, then the predictor's step to t. A move is
 *
 * <pre>
 *   x ← x + ε · score + √(2 ε) ξ,   ε = 2 (α_s/α_t)² (r σ_s)²
 * </pre>
 *
 * <p>with r the signal-to-noise ratio; (α_s/α_t)² is the paper's 1 − β of the step, and 1 for VE.
 * Where the paper takes the norms of a batch instead of r σ, this step depends on the time alone. M
 * + 1 evaluations a step, or M without a predictor, where the row goes on to t as it is.
 *
 * <p>The end leaves out the predictor's last noise, or that of the last move without a predictor.
 * The order is the predictor's without correctors; with them there is none, as their laws have an
 * error of order r² at every time.
 *
 * <p>Source: Y. Song et al. (arXiv:2011.13456), algorithms 1, 4 and 5.
 *
 * @param sde the forward SDE
 * @param predictor the step between the moves, where there is one
 * @param moves M, at least 1 without a predictor
 * @param ratio r
 */
record PredictorCorrector(Sde sde, Optional<GridMethod> predictor, int moves, double ratio)
    implements GridMethod {
  PredictorCorrector {
    if (moves == 0 && predictor.isEmpty()) {
      throw new IllegalArgumentException(
          "corrector-steps: 0 (expected: at least 1 with predictor none)");
    }
  }

  static PredictorCorrector of(Sde sde, SamplerSettings set) {
    return new PredictorCorrector(
        sde,
        predictor(sde, set.choice(SamplerOption.PREDICTOR)),
        set.whole(SamplerOption.CORRECTOR_STEPS),
        set.number(SamplerOption.SNR));
  }

  private static Optional<GridMethod> predictor(Sde sde, String name) {
    return switch (name) {
      case "reverse-diffusion" -> Optional.of(new ReverseDiffusion(sde));
      case "ancestral" -> Optional.of(new Ancestral(sde));
      case "euler-maruyama" -> Optional.of(new EulerMaruyama(new GenerativeFamily(sde, 0.0)));
      case "none" -> Optional.empty();
      default -> throw new IllegalArgumentException("predictor: " + name);
    };
  }

  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    return step.part() < moves ? correct(step, soFar) : predict(step, soFar);
  }

  private Move<GridState> correct(Step step, List<Evaluation> soFar) {
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.from());
    }
    double signal = sde.alpha(step.from()) / sde.alpha(step.to());
    double size = 2.0 * signal * signal * ratio * ratio;
    LangevinMove move = new LangevinMove(sde.marginal(step.from()), size);
    double[] drift = soFar.get(0).drift();
    boolean quiet = step.quiet() && step.part() + 1 == parts();
    return step.arrive(
        quiet
            ? move.mean(step.x(), drift)
            : move.draw(step.x(), drift, step, step.index() * moves + step.part()));
  }

  private Move<GridState> predict(Step step, List<Evaluation> soFar) {
    return predictor.orElseThrow().advance(step, soFar);
  }

  @Override
  public Order order() {
    return moves == 0 ? predictor.orElseThrow().order() : Order.none();
  }

  @Override
  public int evaluationsPerStep() {
    return moves + predictor.map(GridMethod::evaluationsPerStep).orElse(0);
  }

  /** The corrector's moves leave a row at the time at which the step begins. */
  @Override
  public double arrival(Step step) {
    return step.part() < moves ? step.from() : step.to();
  }

  @Override
  public int parts() {
    return moves + (predictor.isPresent() ? 1 : 0);
  }
}
