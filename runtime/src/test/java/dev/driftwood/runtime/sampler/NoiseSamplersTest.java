package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseSamplersTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double[] ROW = {0.7, -1.1};
  private static final Churn NO_CHURN = new Churn(0.0, 0.0, 1e9, 1.0);
  private static final Churn CHURN = new Churn(40.0, 0.05, 50.0, 1.0);

  static Stream<Sde> sdes() {
    return Stream.of(
        VP,
        SubVariancePreserving.standard(),
        VarianceExploding.standard(),
        CosineVariancePreserving.standard());
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void ddimWithAllTheNoiseIsAncestral(Sde sde) {
    same(sde, new Ddim(sde, 1.0), new Ancestral(sde));
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void sdeDpmSolverOfOrderOneIsAncestralOrDdim(Sde sde) {
    same(sde, new SdeDpmSolver(sde, 1, 1.0), new Ancestral(sde));
    same(sde, new SdeDpmSolver(sde, 1, 0.0), new Ddim(sde, 0.0));
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void ddimWithoutNoiseIsExponentialEuler(Sde sde) {
    Marginal from = sde.marginal(0.6);
    Marginal to = sde.marginal(0.5);
    double[] noise = from.noise(MixtureDrift.pair(sde).drift(ROW, 0.6));
    double h = to.halfLogSnr() - from.halfLogSnr();
    double[] x = run(sde, new Ddim(sde, 0.0), EndPolicy.STOP, 1, 0.6, 0.5);
    for (int d = 0; d < ROW.length; d++) {
      double exact =
          to.alpha() / from.alpha() * ROW[d] - to.sigma() * StrictMath.expm1(h) * noise[d];
      assertThat(x[d]).isCloseTo(exact, within(1e-12));
    }
  }

  @Test
  void edmWithoutChurnIsHeunInTheScaledNoise() {
    MixtureDrift drift = MixtureDrift.pair(VP);
    Marginal from = VP.marginal(0.6);
    Marginal to = VP.marginal(0.5);
    double[] first = from.noise(drift.drift(ROW, 0.6));
    double way = to.scaledSigma() - from.scaledSigma();
    double[] euler = new double[2];
    for (int d = 0; d < 2; d++) {
      euler[d] = to.alpha() * (ROW[d] / from.alpha() + way * first[d]);
    }
    double[] second = to.noise(drift.drift(euler, 0.5));
    double[] x = run(VP, new EdmStochastic(VP, NO_CHURN), EndPolicy.STOP, 1, 0.6, 0.5);
    for (int d = 0; d < 2; d++) {
      double u = ROW[d] / from.alpha() + way * 0.5 * (first[d] + second[d]);
      assertThat(x[d]).isCloseTo(to.alpha() * u, within(1e-12));
    }
  }

  @Test
  void reverseDiffusionIsEquation46() {
    Marginal from = VP.marginal(0.6);
    double beta = 1.0 - StrictMath.pow(from.alpha() / VP.alpha(0.5), 2);
    double[] drift = MixtureDrift.pair(VP).drift(ROW, 0.6);
    double[] x = run(VP, new ReverseDiffusion(VP), EndPolicy.MEAN, 1, 0.6, 0.5);
    for (int d = 0; d < 2; d++) {
      double score = drift[d] / VP.g(0.6);
      double mean = (2.0 - Math.sqrt(1.0 - beta)) * ROW[d] + beta * score;
      assertThat(x[d]).isCloseTo(mean, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("noisy")
  void leavesTheNoiseOutOfAQuietLastStepAndKeepsItAtAStop(GridMethod method) {
    assertThat(run(VP, method, EndPolicy.MEAN, 1, 0.6, 0.5))
        .isEqualTo(run(VP, method, EndPolicy.MEAN, 2, 0.6, 0.5));
    assertThat(run(VP, method, EndPolicy.STOP, 1, 0.6, 0.5))
        .isNotEqualTo(run(VP, method, EndPolicy.STOP, 2, 0.6, 0.5))
        .isNotEqualTo(run(VP, method, EndPolicy.MEAN, 1, 0.6, 0.5));
    assertThat(run(VP, method, EndPolicy.MEAN, 1, 0.6, 0.5, 0.4))
        .isNotEqualTo(run(VP, method, EndPolicy.MEAN, 2, 0.6, 0.5, 0.4));
  }

  static Stream<GridMethod> noisy() {
    return Stream.of(
        new ReverseDiffusion(VP),
        new Ancestral(VP),
        new Ddim(VP, 0.5),
        new SdeDpmSolver(VP, 2, 1.0),
        new SdeDpmSolver(VP, 3, 0.5));
  }

  @ParameterizedTest
  @MethodSource("quiet")
  void drawsNoNoiseWhereNoneIsSet(GridMethod method) {
    assertThat(run(VP, method, EndPolicy.STOP, 1, 0.6, 0.5, 0.4))
        .isEqualTo(run(VP, method, EndPolicy.STOP, 2, 0.6, 0.5, 0.4));
  }

  static Stream<GridMethod> quiet() {
    return Stream.of(
        new Ddim(VP, 0.0), new EdmStochastic(VP, NO_CHURN), new SdeDpmSolver(VP, 3, 0.0));
  }

  @Test
  void churnComesBeforeTheStepWhateverTheEnd() {
    EdmStochastic method = new EdmStochastic(VP, CHURN);
    assertThat(run(VP, method, EndPolicy.MEAN, 1, 0.6, 0.5))
        .isEqualTo(run(VP, method, EndPolicy.STOP, 1, 0.6, 0.5))
        .isNotEqualTo(run(VP, method, EndPolicy.STOP, 2, 0.6, 0.5));
  }

  @Test
  void churnRaisesTheLevelWithinItsIntervalAndNotBeyondTheEndOfTime() {
    assertThat(askedAt(CHURN, 0.5)).isGreaterThan(0.5).isLessThan(0.6);
    // σ/α is 152 at t = 1 and 0.01 at t = 0.001.
    assertThat(askedAt(CHURN, 1.0)).isEqualTo(1.0);
    assertThat(askedAt(new Churn(40.0, 0.0, 1e9, 1.0), 1.0)).isEqualTo(1.0);
    assertThat(askedAt(new Churn(40.0, 0.0, 1e9, 1.0), 0.999)).isEqualTo(1.0);
    assertThat(askedAt(CHURN, 0.001)).isEqualTo(0.001);
  }

  @ParameterizedTest
  @MethodSource("toTheData")
  void stepToWhereThereIsNoNoiseEndsInTheDenoisedData(GridMethod method) {
    double[] denoised = VP.marginal(0.5).data(ROW, MixtureDrift.pair(VP).drift(ROW, 0.5));
    assertThat(run(VP, method, EndPolicy.STOP, 1, 0.5, 0.0))
        .containsExactly(denoised, within(1e-12));
    assertThat(run(VP, method, EndPolicy.STOP, 1, 0.7, 0.6, 0.5, 0.0)).doesNotContain(Double.NaN);
  }

  static Stream<GridMethod> toTheData() {
    return Stream.of(
        new Ancestral(VP),
        new Ddim(VP, 0.0),
        new Ddim(VP, 0.5),
        new EdmStochastic(VP, NO_CHURN),
        new SdeDpmSolver(VP, 3, 0.0),
        new SdeDpmSolver(VP, 3, 1.0));
  }

  @Test
  void knowsWhetherNoiseEntersAsItIsSet() {
    assertThat(Sampler.of(SamplerKind.DDIM).stochastic()).isFalse();
    assertThat(set(SamplerKind.DDIM, SamplerOption.ETA, 0.5).stochastic()).isTrue();
    assertThat(Sampler.of(SamplerKind.EDM_STOCHASTIC).stochastic()).isTrue();
    assertThat(set(SamplerKind.EDM_STOCHASTIC, SamplerOption.CHURN, 0.0).stochastic()).isFalse();
    SamplePlan.Builder plan = SamplePlan.builder().sampler("ddim");
    assertThat(plan.build().evaluations()).hasValue(25);
    assertThat(plan.option(SamplerOption.ETA, 1.0).build().evaluations()).hasValue(500);
  }

  @Test
  void claimsNoOrderWhereTheAddedNoiseChangesTheLaw() {
    Sampler sampler = set(SamplerKind.EDM_STOCHASTIC, SamplerOption.CHURN_NOISE, 1.003);
    assertThat(sampler.order().weak()).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set(SamplerKind.SDE_DPM_SOLVER, SamplerOption.ORDER, 4))
        .withMessage("order: 4 (expected: 1 to 3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set(SamplerKind.EDM_STOCHASTIC, SamplerOption.CHURN_FROM, 60))
        .withMessage("churn-from: 60.0 (expected: <= churn-to 50.0)");
  }

  private static Sampler set(SamplerKind kind, SamplerOption option, double value) {
    return new Sampler(kind, SamplerSettings.NONE.with(option, value));
  }

  private static void same(Sde sde, GridMethod one, GridMethod other) {
    double[] expected = run(sde, other, EndPolicy.STOP, 1, 0.9, 0.6, 0.5, 0.1);
    // The same numbers by other formulas: rounding, of rows up to 50 on VE.
    assertThat(run(sde, one, EndPolicy.STOP, 1, 0.9, 0.6, 0.5, 0.1))
        .containsExactly(expected, within(1e-11));
  }

  private static double askedAt(Churn churn, double from) {
    GridStepper stepper = stepper(VP, new EdmStochastic(VP, churn), EndPolicy.MEAN, 1, from, 1e-4);
    GridState start = stepper.start(new RowId(0), ROW);
    return ((Move.Ask<GridState>) stepper.advance(start, List.of())).query().t();
  }

  private static double[] run(
      Sde sde, GridMethod method, EndPolicy end, long seed, double... times) {
    GridStepper stepper = stepper(sde, method, end, seed, times);
    List<double[]> ends = new ArrayList<>();
    new Integrator(MixtureDrift.pair(sde), 1)
        .integrate(
            stepper,
            List.of(stepper.start(new RowId(0), ROW)).iterator(),
            state -> ends.add(state.x()));
    return ends.get(0);
  }

  private static GridStepper stepper(
      Sde sde, GridMethod method, EndPolicy end, long seed, double... times) {
    return GridStepper.sampling(method, TimeGrid.of(times), sde, end, new NoiseStream(seed));
  }
}
