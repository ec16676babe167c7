package dev.driftwood.runtime.observe;

import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.Transition;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.Step;
import java.util.List;

/**
 * Another method, held to an {@link Observation}. With P the projection and y the clean item,
 *
 * <pre>
 *   before the first step and after every step, to t:   P x ← P (α y + σ ξ),   ξ fresh
 *   at the end, where its noise is left out:            P x ← P y
 * </pre>
 *
 * <p>The unknown part has then felt only the noised y of one time after another, which biases it.
 * Two remedies, which can be combined:
 *
 * <ul>
 *   <li>each step from s to t is taken R times, with a jump back from t to s between: x ← (α_s/α_t)
 *       x + √(σ_s² − (α_s/α_t)² σ_t²) ξ. What a multistep method remembers is forgotten there;
 *   <li>at each time reached but the last, n Langevin moves of the unknown part alone: x ← x + (I −
 *       P)(ε ∇ log p_t(x) + √(2ε) ξ) with ε = c σ². The unknown part of the score is the score of
 *       p_t(unknown | known), so moves have this law as their stationary one, which becomes the
 *       posterior as σ → 0. As n grows the error left is of order ε and σ²(tMin).
 * </ul>
 *
 * <p>Cost of a step: R times that of the method, and n evaluations. It has no order, as its error
 * is governed by R and n.
 *
 * <p>Source: Y. Song et al. (arXiv:2011.13456), appendix I.2, for the replacement; A. Lugmayr et
 * al., "RePaint", CVPR 2022 (arXiv:2201.09865), algorithm 1, for the jumps; Y. Song, S. Ermon
 * (arXiv:1907.05600), algorithm 1, for annealed Langevin dynamics.
 *
 * @param method the other
 * @param sde the forward SDE
 * @param observation what is known
 * @param corrections R, n and c
 */
public record ObservedMethod(
    GridMethod method, Sde sde, Observation observation, Corrections corrections)
    implements GridMethod {
  @Override
  public Move<GridState> advance(Step step, List<Evaluation> soFar) {
    return step.part() < movingParts() ? moved(step, soFar) : corrected(step, soFar);
  }

  @Override
  public Order order() {
    return Order.none();
  }

  @Override
  public int evaluationsPerStep() {
    return corrections.repeats() * method.evaluationsPerStep() + corrections.moves();
  }

  @Override
  public long evaluations(int steps) {
    return corrections.evaluations(steps, method.evaluations(steps));
  }

  @Override
  public int parts() {
    return movingParts() + corrections.moves();
  }

  @Override
  public int memory() {
    return method.memory();
  }

  @Override
  public double[] denoised(RowId id, double[] data) {
    return observation.cleanly(id, data);
  }

  private int movingParts() {
    return corrections.repeats() * method.parts();
  }

  private Move<GridState> moved(Step step, List<Evaluation> soFar) {
    Step inner = inner(step);
    Move<GridState> move = method.advance(inner, soFar);
    if (!(move instanceof Move.Moved<GridState> arrived)) {
      return move;
    }
    double[] held = held(step, inner, arrived.state().x());
    boolean whole = inner.part() + 1 == method.parts();
    if (whole && inner.stream() + 1 < corrections.repeats()) {
      return new Move.Moved<>(arrived.state().at(jumpedBack(step, held)).forgetting());
    }
    return new Move.Moved<>(arrived.state().at(held));
  }

  /** The step as the other method sees it: the part's number is its own, and noise is new. */
  private Step inner(Step step) {
    int repetition = step.part() / method.parts();
    boolean quiet = step.quiet() && repetition + 1 == corrections.repeats();
    Step inner =
        new Step(
            step.state(),
            step.grid(),
            step.index(),
            step.part() % method.parts(),
            repetition,
            quiet,
            step.noise());
    return step.index() == 0 && step.part() == 0 ? inner.from(begun(step)) : inner;
  }

  private double[] begun(Step step) {
    double[] xi = Use.BEGINNING.draw(step, 0);
    return observation.noisily(step.id(), step.x(), sde.marginal(step.from()), xi);
  }

  private double[] held(Step step, Step inner, double[] x) {
    if (inner.quiet() && step.part() + 1 == movingParts()) {
      return observation.cleanly(step.id(), x);
    }
    double[] xi = Use.KNOWN.draw(step, step.index() * movingParts() + step.part());
    boolean whole = inner.part() + 1 == method.parts();
    double t = whole ? step.to() : method.arrival(inner);
    return observation.noisily(step.id(), x, sde.marginal(t), xi);
  }

  private double[] jumpedBack(Step step, double[] x) {
    Transition forward = Transition.between(sde, step.from(), step.to());
    double[] xi = Use.JUMP.draw(step, step.index() * movingParts() + step.part());
    for (int d = 0; d < xi.length; d++) {
      xi[d] = forward.fading() * x[d] + forward.deviation() * xi[d];
    }
    return xi;
  }

  private Move<GridState> corrected(Step step, List<Evaluation> soFar) {
    if (step.isLast()) {
      // No step follows that would take the noise of a move out again.
      return step.arrive(step.x());
    }
    if (soFar.isEmpty()) {
      return step.ask(step.x(), step.to());
    }
    double[] x = langevin(step, sde.marginal(step.to()), soFar.get(0).drift());
    return new Move.Moved<>(step.state().at(x).forgetting());
  }

  private double[] langevin(Step step, Marginal at, double[] drift) {
    int move = step.index() * corrections.moves() + step.part() - movingParts();
    double[] change = Use.MOVE.draw(step, move);
    double[] noise = at.noise(drift);
    double spread = Math.sqrt(2.0 * corrections.size());
    for (int d = 0; d < change.length; d++) {
      change[d] = at.sigma() * (spread * change[d] - corrections.size() * noise[d]);
    }
    double[] next = observation.projection().unknown(change);
    for (int d = 0; d < next.length; d++) {
      next[d] += step.x()[d];
    }
    return next;
  }

  /** What noise is for, each with numbers of its own. */
  private enum Use {
    BEGINNING,
    KNOWN,
    JUMP,
    MOVE;

    double[] draw(Step step, int number) {
      double[] xi = new double[step.x().length];
      RowId id = step.id();
      step.noise().normals(id.key(), Purpose.OBSERVATION, id.draw(), ordinal(), number, xi);
      return xi;
    }
  }
}
