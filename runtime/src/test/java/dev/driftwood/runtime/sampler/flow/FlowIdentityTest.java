package dev.driftwood.runtime.sampler.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowIdentityTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double[] SCORES = {0.7, -1.1};
  // A few hundred roundings of numbers of order one.
  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @MethodSource("dev.driftwood.runtime.sampler.flow.FlowSamplers#sdes")
  void ofOrderOneAllAreTheImplicitModel(Sde sde) {
    FlowProblem problem = FlowProblem.ring(sde, SCORES, 1e-3);
    TimeGrid grid = problem.grid("quadratic", 12);
    double[] expected = implicitModel(problem, grid);
    // The corrector of UniPC makes it more than that.
    FlowSamplers.all().stream()
        .filter(sampler -> sampler.settings().number(SamplerOption.ORDER) == 1.0)
        .filter(sampler -> sampler.kind() != SamplerKind.UNIPC)
        .forEach(
            sampler ->
                assertThat(end(problem, sampler.method(sde), grid).x())
                    .as(sampler.toString())
                    .containsExactly(expected, within(ROUNDING * sde.priorDeviation())));
  }

  /** DDIM: the next state is made of the x̂₀ and the ε̂ of this one. */
  private static double[] implicitModel(FlowProblem problem, TimeGrid grid) {
    double[] y = problem.exact().apply(1.0);
    for (int i = 0; i < grid.steps(); i++) {
      Marginal from = problem.sde().marginal(grid.at(i));
      Marginal to = problem.sde().marginal(grid.at(i + 1));
      double[] drift = drift(problem.drift(), y, grid.at(i));
      double[] noise = from.noise(drift);
      double[] data = from.data(y, drift);
      y = new double[] {mix(to, data[0], noise[0]), mix(to, data[1], noise[1])};
    }
    return y;
  }

  private static double mix(Marginal at, double data, double noise) {
    return at.alpha() * data + at.sigma() * noise;
  }

  private static double[] drift(DriftFunction drift, double[] y, double t) {
    return drift.evaluate(List.of(new Query(y, t, Query.UNLABELLED))).get(0).drift();
  }

  @Test
  void takesTheSecondStepOfTwoMByHand() {
    FlowProblem problem = FlowProblem.ring(VP, SCORES, 0.3);
    // Enough steps that the last is of full order; the first two are looked at.
    TimeGrid grid = TimeGrid.uniform(1.0, 0.3, 60);
    Marginal[] at = {VP.marginal(grid.at(0)), VP.marginal(grid.at(1)), VP.marginal(grid.at(2))};
    double[] y0 = problem.exact().apply(1.0);
    double[] d0 = at[0].data(y0, drift(problem.drift(), y0, grid.at(0)));
    double[] y1 = new double[2];
    double h1 = at[1].halfLogSnr() - at[0].halfLogSnr();
    for (int d = 0; d < 2; d++) {
      y1[d] = at[1].sigma() / at[0].sigma() * y0[d] - at[1].alpha() * Math.expm1(-h1) * d0[d];
    }
    double[] d1 = at[1].data(y1, drift(problem.drift(), y1, grid.at(1)));
    double h2 = at[2].halfLogSnr() - at[1].halfLogSnr();
    double r = h1 / h2;
    double[] y2 = new double[2];
    for (int d = 0; d < 2; d++) {
      // Algorithm 2 of arXiv:2211.01095.
      double mixed = (1.0 + 0.5 / r) * d1[d] - 0.5 / r * d0[d];
      y2[d] = at[2].sigma() / at[1].sigma() * y1[d] - at[2].alpha() * Math.expm1(-h2) * mixed;
    }
    GridMethod method = FlowMethods.multistep(VP, Prediction.DATA, 2);
    assertThat(after(problem, method, grid, 2).x()).containsExactly(y2, within(ROUNDING));
  }

  @Test
  void correctsWithTheEvaluationAtThePredictedState() {
    FlowProblem problem = FlowProblem.ring(VP, SCORES, 0.3);
    TimeGrid grid = TimeGrid.uniform(1.0, 0.3, 60);
    Marginal from = VP.marginal(grid.at(0));
    Marginal to = VP.marginal(grid.at(1));
    double[] y0 = problem.exact().apply(1.0);
    double[] d0 = from.data(y0, drift(problem.drift(), y0, grid.at(0)));
    double z = from.halfLogSnr() - to.halfLogSnr();
    double[] base = new double[2];
    for (int d = 0; d < 2; d++) {
      base[d] = to.sigma() / from.sigma() * y0[d] - to.alpha() * Math.expm1(z) * d0[d];
    }
    double[] d1 = to.data(base, drift(problem.drift(), base, grid.at(1)));
    GridMethod one = FlowMethods.uniPc(VP, 1, true);
    GridState second = after(problem, one, grid, 2);
    for (int d = 0; d < 2; d++) {
      // UniC-1 of arXiv:2302.04867 with B(z) = e^z − 1 and the one ρ of ½.
      double corrected = base[d] - to.alpha() * Math.expm1(z) * 0.5 * (d1[d] - d0[d]);
      assertThat(second.past().get(0).x()[d]).isCloseTo(corrected, within(ROUNDING));
    }
    double[] kept = to.data(second.past().get(0).x(), second.past().get(0).drift());
    assertThat(kept).containsExactly(d1, within(ROUNDING));
  }

  @Test
  void onEqualStepsOfLogSnrTwoMultistepMethodsAreOne() {
    FlowProblem problem = FlowProblem.ring(VP, SCORES, 1e-3);
    TimeGrid grid = problem.grid("log-snr", 60);
    double[] dpm = end(problem, FlowMethods.multistep(VP, Prediction.NOISE, 2), grid).x();
    double[] ipndm = end(problem, FlowMethods.ipndm(VP, 2), grid).x();
    assertThat(dpm).containsExactly(ipndm, within(ROUNDING));
  }

  @Test
  void usesTheEvaluationsItDeclares() {
    FlowProblem problem = FlowProblem.ring(VP, SCORES, 1e-3);
    for (Sampler sampler : FlowSamplers.all()) {
      GridMethod method = sampler.method(VP);
      assertThat(end(problem, method, problem.grid("log-snr", 7)).progress())
          .as(sampler.toString())
          .isEqualTo(new Progress(7, (int) method.evaluations(7), Outcome.DONE));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.driftwood.runtime.sampler.flow.FlowSamplers#sdes")
  void canLeaveNoNoise(Sde sde) {
    FlowProblem problem = FlowProblem.gaussian(sde, new double[] {0.8, 0.4}, SCORES, 0.0);
    for (Sampler sampler : FlowSamplers.all()) {
      GridMethod method = sampler.method(sde);
      GridState end = end(problem, method, problem.grid("quadratic", 100));
      assertThat(end.progress().evaluations()).isEqualTo(method.evaluations(100));
      // Order one with a hundred steps, measured up to 0.03.
      assertThat(problem.distance(end)).as(sampler.toString()).isLessThan(0.1);
    }
  }

  private static GridState end(FlowProblem problem, GridMethod method, TimeGrid grid) {
    GridStepper stepper = problem.stepper(method, grid);
    GridState start = stepper.start(new RowId(0), problem.exact().apply(1.0));
    return FlowProblem.last(stepper, problem.drift(), start);
  }

  /** The state after some steps of a grid that the method knows as a whole. */
  private static GridState after(FlowProblem problem, GridMethod method, TimeGrid grid, int steps) {
    GridStepper stepper = problem.stepper(method, grid);
    GridState state = stepper.start(new RowId(0), problem.exact().apply(1.0));
    for (int i = 0; i < steps; i++) {
      List<Evaluation> found =
          problem.drift().evaluate(List.of(new Query(state.x(), grid.at(i), Query.UNLABELLED)));
      state = ((Move.Moved<GridState>) stepper.advance(state, found)).state();
    }
    return state;
  }
}
