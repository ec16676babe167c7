package dev.driftwood.runtime.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sampler.FittedMultistep;
import dev.driftwood.runtime.sampler.MultistepTable;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TunerTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double T_MIN = 1e-3;
  private static final double DEVIATION = 0.3;
  private static final MixtureDrift PAIR = MixtureDrift.pair(VP);
  private static final TuningPlan PLAN = new TuningPlan(List.of(5, 8), 128, 64, 24, 9, 32);

  @Test
  void referenceMovesARowWithItsStandardScore() {
    GaussianDrift drift = GaussianDrift.isotropic(VP, 1, 0.5, DEVIATION);
    Rows rows = new Rows(drift, List.of(new RowId(0)), 1);
    ReferencePaths paths =
        ReferencePaths.of(rows, List.of(new double[] {0.7}), VP, T_MIN, 128, (done, all) -> {});
    double score = (0.7 - 0.5 * VP.alpha(1)) / deviation(1);
    for (double t : new double[] {0.99, 0.7, 0.31, 0.05, 0.004, T_MIN}) {
      double expected = 0.5 * VP.alpha(t) + score * deviation(t);
      // Nodes are kept as floats; the cubic between them errs by the fourth power of 1/128.
      assertThat(paths.at(0, t)[0]).isCloseTo(expected, within(2e-6));
    }
  }

  @Test
  void solverComesNearerThanOthersOnRowsItHasNotSeen() {
    List<TunedSolver> solvers = tuned(PLAN);
    for (TunedSolver solver : solvers) {
      int steps = solver.table().steps();
      FittedMultistep fitted = new FittedMultistep(VP, solver.table());
      double error = error(fitted, fitted.grid());
      for (String grid : new String[] {"uniform", "quadratic", "log-snr", "karras"}) {
        GridMethod euler = Sampler.of(SamplerKind.EULER).method(VP);
        double other = error(euler, GridSpec.parse(grid).grid(VP, T_MIN, steps));
        // Measured: less than a third of the best of them.
        assertThat(error).isLessThan(0.5 * other);
      }
      // What is promised is what comes: two samples of rows whose errors have a heavy tail.
      assertThat(error).isCloseTo(solver.error(), within(0.5 * solver.error()));
    }
    assertThat(solvers).extracting(solver -> solver.table().steps()).containsExactly(5, 8);
    assertThat(solvers.get(1).error()).isLessThan(solvers.get(0).error());
  }

  @Test
  void samePlanGivesTheSameSolverInAnyBatch() {
    TuningPlan other = new TuningPlan(List.of(5, 8), 128, 64, 24, 9, 7);
    assertThat(tuned(other)).isEqualTo(tuned(PLAN));
  }

  @Test
  void solverWithoutCorrectionIsTheExponentialEulerMethod() {
    TimeGrid grid = TimeGrid.uniform(1, 0.2, 2);
    MultistepTable table =
        new MultistepTable(
            List.of(1.0, grid.at(1), 0.2), List.of(0.0, 0.0), Collections.nCopies(2, List.of(0.0)));
    FittedMultistep method = new FittedMultistep(VP, table);
    assertThat(method.grid().at(1)).isEqualTo(grid.at(1));
    // With noise prediction constant the flow is x/alpha + (rho' - rho) eps, in any steps.
    DriftFunction constant =
        queries -> queries.stream().map(q -> new Evaluation(of(-0.4, q.t()))).toList();
    double[] end = ends(constant, method, method.grid(), List.of(of(0.9))).get(0);
    double rho = VP.marginal(0.2).scaledSigma() - VP.marginal(1).scaledSigma();
    double expected = VP.alpha(0.2) * (0.9 / VP.alpha(1) + rho * -0.4);
    // rho is 152 at t = 1, and cancels.
    assertThat(end[0]).isCloseTo(expected, within(1e-12));
  }

  @Test
  void refusesRowsThatAreNotFinite() {
    DriftFunction broken =
        queries -> queries.stream().map(q -> new Evaluation(new double[] {Double.NaN})).toList();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Tuner.of(broken, VP, T_MIN, 1, row -> Query.UNLABELLED, PLAN, (d, a) -> {}))
        .withMessageContaining("rows: 128 of 128");
  }

  @Test
  void refusesAPlanThatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TuningPlan.usual(List.of(), 2))
        .withMessageContaining("evaluations: none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TuningPlan.usual(List.of(0, 5), 2))
        .withMessage("evaluations: 0 (expected: >= 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TuningPlan(List.of(5), 2, 64, 24, 9, 32))
        .withMessage("rows: 2 (expected: >= 4)");
  }

  private static double[] of(double eps, double t) {
    return of(-eps / VP.sigmaOverG(t));
  }

  private static double[] of(double value) {
    return new double[] {value};
  }

  private static List<TunedSolver> tuned(TuningPlan plan) {
    return Tuner.of(PAIR, VP, T_MIN, 2, row -> Query.UNLABELLED, plan, (done, all) -> {})
        .tune((done, all) -> {});
  }

  private static double error(GridMethod method, TimeGrid grid) {
    NoiseStream noise = new NoiseStream(77);
    PriorDraw prior = new PriorDraw(VP, noise);
    List<double[]> starts =
        LongStream.range(0, 256).mapToObj(row -> prior.of(new RowId(row), 2)).toList();
    TimeGrid fine = GridSpec.parse("log-snr").grid(VP, T_MIN, 96);
    List<double[]> exact = ends(PAIR, Sampler.of(SamplerKind.RK4).method(VP), fine, starts);
    List<double[]> ends = ends(PAIR, method, grid, starts);
    return IntStream.range(0, starts.size())
        .mapToDouble(
            row ->
                Math.hypot(
                        ends.get(row)[0] - exact.get(row)[0], ends.get(row)[1] - exact.get(row)[1])
                    / Math.sqrt(2))
        .average()
        .orElseThrow();
  }

  private static List<double[]> ends(
      DriftFunction drift, GridMethod method, TimeGrid grid, List<double[]> starts) {
    GridStepper stepper =
        GridStepper.sampling(method, grid, VP, EndPolicy.MEAN, new NoiseStream(0));
    double[][] ends = new double[starts.size()][];
    new Integrator(drift, 64)
        .integrate(
            stepper,
            IntStream.range(0, starts.size())
                .mapToObj(row -> stepper.start(new RowId(row), starts.get(row)))
                .iterator(),
            state -> ends[(int) state.id().key()] = state.x());
    return List.of(ends);
  }

  private static double deviation(double t) {
    return Math.hypot(VP.alpha(t) * DEVIATION, VP.sigma(t));
  }
}
