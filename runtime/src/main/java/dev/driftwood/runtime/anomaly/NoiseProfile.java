package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.Stepper;
import java.util.List;

/**
 * Looks at a row at several levels of noise: y = α x + σ ε, a network evaluation each, and keeps
 * what {@link LevelView} says of σ · score = −ε̂ and of the residual ε̂ − ε there. The noise is
 * keyed by the row, so a profile belongs to its row.
 *
 * <p>Source: the norms of scores at several levels are those of A. Mahmood, J. Oliva, M. Styner,
 * "Multiscale score matching for out-of-distribution detection", ICLR 2021 (arXiv:2010.13132),
 * though of the noised image; the residuals are those of M. Graham et al., "Denoising diffusion
 * models for out-of-distribution detection" (arXiv:2211.07740).
 */
public final class NoiseProfile implements Stepper<ProfileState> {
  private static final int PROBE = 1;

  private final Sde sde;
  private final ItemShape shape;
  private final NoiseLevels levels;
  private final NoiseStream noise;

  /** A profile of items of a shape. */
  public NoiseProfile(Sde sde, ItemShape shape, EvidencePlan plan) {
    this.sde = sde;
    this.shape = shape;
    this.levels = NoiseLevels.of(sde, plan.levels());
    this.noise = new NoiseStream(plan.seed());
  }

  @Override
  public ProfileState start(RowId id, double[] x) {
    return new ProfileState(id, Progress.start(), x, List.of());
  }

  @Override
  public Move<ProfileState> advance(ProfileState state, List<Evaluation> soFar) {
    int level = state.progress().step();
    Marginal at = sde.marginal(levels.times()[level]);
    double[] epsilon = new double[state.x().length];
    noise.normals(state.id().key(), Purpose.SOLVER, state.id().draw(), PROBE, level, epsilon);
    if (soFar.isEmpty()) {
      return new Move.Ask<>(
          new Query(noised(state.x(), at, epsilon), at.t(), state.id().label(), List.of()));
    }
    LevelView view = LevelView.of(shape, at.noise(soFar.get(0).drift()), epsilon);
    Outcome outcome = level + 1 == levels.count() ? Outcome.DONE : Outcome.RUNNING;
    return new Move.Moved<>(
        state.with(view, state.progress().stepped(Evaluation.cost(soFar), outcome)));
  }

  @Override
  public ProfileState end(ProfileState state, int evaluations, Outcome outcome) {
    return new ProfileState(
        state.id(), state.progress().used(evaluations, outcome), state.x(), state.views());
  }

  private static double[] noised(double[] x, Marginal at, double[] epsilon) {
    double[] y = new double[x.length];
    for (int d = 0; d < y.length; d++) {
      y[d] = at.alpha() * x[d] + at.sigma() * epsilon[d];
    }
    return y;
  }
}
