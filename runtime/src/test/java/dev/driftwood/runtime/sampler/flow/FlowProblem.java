package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.EmbeddedPair;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.ProbabilityFlow;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.Stepper;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A point of the plane, given by standard scores at T, that the probability flow takes to tMin.
 *
 * @param name what the data are
 * @param sde the SDE
 * @param drift of the data
 * @param tMin where it ends
 * @param exact where the flow takes the point by a time
 */
record FlowProblem(
    String name, Sde sde, DriftFunction drift, double tMin, DoubleFunction<double[]> exact) {
  private static final double ANGLE = 0.6;
  private static final double[] MEAN = {0.5, -0.3};

  /** Correlated normal data: along each axis of the ellipse a point keeps its standard score. */
  static FlowProblem gaussian(Sde sde, double[] deviations, double[] scores, double tMin) {
    double[][] axes = {
      {Math.cos(ANGLE), Math.sin(ANGLE)},
      {-Math.sin(ANGLE), Math.cos(ANGLE)}
    };
    double[][] covariance = new double[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < 2; k++) {
          covariance[i][j] += axes[k][i] * axes[k][j] * deviations[k] * deviations[k];
        }
      }
    }
    DoubleFunction<double[]> exact =
        t -> {
          double[] y = {sde.alpha(t) * MEAN[0], sde.alpha(t) * MEAN[1]};
          for (int k = 0; k < 2; k++) {
            double away = scores[k] * Math.hypot(sde.alpha(t) * deviations[k], sde.sigma(t));
            y[0] += away * axes[k][0];
            y[1] += away * axes[k][1];
          }
          return y;
        };
    return new FlowProblem("normal", sde, new GaussianDrift(sde, MEAN, covariance), tMin, exact);
  }

  /** Eight modes on the unit circle, against a solver with a tolerance of 1e-12. */
  static FlowProblem ring(Sde sde, double[] scores, double tMin) {
    double[] weights = new double[8];
    double[][] means = new double[8][];
    double[] deviations = new double[8];
    for (int i = 0; i < 8; i++) {
      weights[i] = 0.125;
      means[i] = new double[] {Math.cos(Math.PI * i / 4), Math.sin(Math.PI * i / 4)};
      deviations[i] = 0.3;
    }
    MixtureDrift drift = new MixtureDrift(sde, weights, means, deviations);
    double[] start = {scores[0] * sde.priorDeviation(), scores[1] * sde.priorDeviation()};
    EmbeddedPair solver =
        new EmbeddedPair(
            new ProbabilityFlow(sde),
            ButcherTableau.dormandPrince(),
            Sde.HORIZON,
            tMin,
            new Tolerance(1e-12, 1e-13));
    double[] end = last(solver, drift, solver.start(new RowId(0), start)).x();
    return new FlowProblem("ring", sde, drift, tMin, t -> t == Sde.HORIZON ? start : end);
  }

  TimeGrid grid(String spacing, int steps) {
    return GridSpec.parse(spacing).grid(sde, tMin, steps);
  }

  /** The distance to where the flow takes the point. */
  double error(GridMethod method, TimeGrid grid) {
    GridStepper stepper = stepper(method, grid);
    return distance(last(stepper, drift, stepper.start(new RowId(0), exact.apply(Sde.HORIZON))));
  }

  double distance(GridState state) {
    double[] end = exact.apply(tMin);
    return Math.hypot(state.x()[0] - end[0], state.x()[1] - end[1]);
  }

  GridStepper stepper(GridMethod method, TimeGrid grid) {
    return GridStepper.sampling(method, grid, sde, EndPolicy.MEAN, new NoiseStream(0));
  }

  static <S extends RowState> S last(Stepper<S> stepper, DriftFunction drift, S start) {
    List<S> ended = new ArrayList<>();
    new Integrator(drift, 1).integrate(stepper, List.of(start).iterator(), ended::add);
    return ended.get(0);
  }

  @Override
  public String toString() {
    return name + " " + sde.getClass().getSimpleName();
  }
}
