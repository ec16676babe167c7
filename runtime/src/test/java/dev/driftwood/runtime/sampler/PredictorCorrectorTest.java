package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorCorrectorTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double T_MIN = 1e-3;
  private static final double MEAN = 0.5;
  private static final double DEVIATION = 0.3;

  @ParameterizedTest
  @MethodSource("predictors")
  void isItsPredictorWithoutCorrectors(String name, GridMethod predictor) {
    GridMethod method = method(VP, name, 0, 0.16);
    assertThat(last(method).x()).containsExactly(last(predictor).x());
    assertThat(method.order()).isEqualTo(predictor.order());
  }

  @ParameterizedTest
  @CsvSource({"reverse-diffusion, 0, 20", "ancestral, 2, 60", "none, 2, 40"})
  void usesOneEvaluationForEveryMoveAndOneForThePredictor(String name, int moves, int evaluations) {
    GridMethod method = method(VP, name, moves, 0.16);
    assertThat(last(method).progress().evaluations()).isEqualTo(evaluations);
    assertThat(method.evaluations(20)).isEqualTo(evaluations);
  }

  /**
   * A = 1 − c σ²/v and C² = 2 c σ² with c = 2 (α_s/α_t)² r² at the time s where the step begins.
   */
  @ParameterizedTest
  @MethodSource("sdes")
  void moveIsThatOfLangevinDynamicsAtTheBeginningOfTheStep(Sde sde) {
    TimeGrid grid = TimeGrid.uniform(1.0, T_MIN, 20);
    AffineChain chain = chain(method(sde, "ancestral", 2, 0.16), grid, sde, EndPolicy.MEAN, 2);
    for (int i = 0; i < grid.steps(); i++) {
      double signal = sde.alpha(grid.at(i)) / sde.alpha(grid.at(i + 1));
      double step =
          2.0 * signal * signal * 0.16 * 0.16 * sde.sigma(grid.at(i)) * sde.sigma(grid.at(i));
      for (int m = 0; m < 2; m++) {
        // Differences of numbers of the size of the state at VE, 50: roundings.
        assertThat(chain.slope(3 * i + m))
            .isCloseTo(1.0 - step / variance(sde, grid.at(i)), within(1e-12));
        assertThat(chain.noise(3 * i + m)).isCloseTo(Math.sqrt(2.0 * step), within(1e-11));
      }
    }
  }

  @Test
  void endLeavesOutThePredictorsNoiseOnly() {
    TimeGrid grid = TimeGrid.uniform(1.0, T_MIN, 3);
    AffineChain chain = chain(method(VP, "ancestral", 2, 0.16), grid, VP, EndPolicy.MEAN, 2);
    assertThat(chain.noise(7)).isPositive();
    assertThat(chain.noise(8)).isZero();
  }

  @Test
  void endLeavesOutTheNoiseOfTheLastMoveWithoutAPredictor() {
    TimeGrid grid = TimeGrid.uniform(1.0, T_MIN, 3);
    AffineChain chain = chain(method(VP, "none", 2, 0.16), grid, VP, EndPolicy.MEAN, 2);
    assertThat(chain.noise(4)).isPositive();
    assertThat(chain.noise(5)).isZero();
  }

  /** With more steps and a smaller ratio the law of the chain becomes that of the data at tMin. */
  @ParameterizedTest
  @MethodSource("sdes")
  void lawBecomesThatOfTheData(Sde sde) {
    for (String predictor : List.of("reverse-diffusion", "ancestral", "euler-maruyama")) {
      double coarse = Math.abs(error(sde, predictor, 100, 0.16));
      double fine = Math.abs(error(sde, predictor, 400, 0.08));
      // A quarter of both the step and the squared ratio.
      assertThat(fine).as(predictor).isLessThan(coarse / 2.5);
    }
  }

  /** Where the predictor alone is coarse, moves at every time bring its law nearer. */
  @ParameterizedTest
  @ValueSource(strings = {"reverse-diffusion", "euler-maruyama"})
  void correctorsMendACoarsePredictor(String predictor) {
    double alone = Math.abs(error(VP, predictor, 0, 20, 0.1));
    double corrected = Math.abs(error(VP, predictor, 10, 20, 0.1));
    // No move follows the last step, which keeps its own error: measured 0.75 and 0.82.
    assertThat(corrected).isLessThan(0.9 * alone);
  }

  @Test
  void hasNoOrderWithCorrectors() {
    assertThat(method(VP, "ancestral", 1, 0.16).order()).isEqualTo(Order.none());
  }

  @Test
  void refusesToDoNothing() {
    SamplerSettings nothing = settings("none", 0, 0.16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sampler(SamplerKind.PREDICTOR_CORRECTOR, nothing))
        .withMessage("corrector-steps: 0 (expected: at least 1 with predictor none)");
  }

  static Stream<Object[]> predictors() {
    return Stream.of(
        new Object[] {"reverse-diffusion", new ReverseDiffusion(VP)},
        new Object[] {"ancestral", new Ancestral(VP)},
        new Object[] {"euler-maruyama", new EulerMaruyama(new GenerativeFamily(VP, 0.0))});
  }

  static Stream<Sde> sdes() {
    return Stream.of(
        VP,
        SubVariancePreserving.standard(),
        VarianceExploding.standard(),
        CosineVariancePreserving.standard());
  }

  private static SamplerSettings settings(String predictor, int moves, double ratio) {
    return SamplerSettings.NONE
        .with(SamplerOption.PREDICTOR, SamplerOption.PREDICTOR.parse(predictor))
        .with(SamplerOption.CORRECTOR_STEPS, moves)
        .with(SamplerOption.SNR, ratio);
  }

  private static GridMethod method(Sde sde, String predictor, int moves, double ratio) {
    SamplerSettings set = settings(predictor, moves, ratio);
    return new Sampler(SamplerKind.PREDICTOR_CORRECTOR, set).method(sde);
  }

  private static GridState last(GridMethod method) {
    GridStepper stepper =
        GridStepper.sampling(
            method, TimeGrid.uniform(1.0, T_MIN, 20), VP, EndPolicy.MEAN, new NoiseStream(3));
    GridState[] last = new GridState[1];
    GridState start = stepper.start(new RowId(5), new double[] {0.7, -1.1});
    new Integrator(GaussianDrift.isotropic(VP, 2, MEAN, DEVIATION), 1)
        .integrate(stepper, List.of(start).iterator(), state -> last[0] = state);
    return last[0];
  }

  private static AffineChain chain(
      GridMethod method, TimeGrid grid, Sde sde, EndPolicy end, int moves) {
    return new AffineChain(
        noise -> GridStepper.sampling(method, grid, sde, end, noise),
        GaussianDrift.isotropic(sde, 1, MEAN, DEVIATION),
        AffineChain.addresses(grid.steps(), moves, method.parts() > moves));
  }

  private static double error(Sde sde, String predictor, int steps, double ratio) {
    return error(sde, predictor, 1, steps, ratio);
  }

  /** The relative error of the variance at tMin, where a row begins with the law of time T. */
  private static double error(Sde sde, String predictor, int moves, int steps, double ratio) {
    TimeGrid grid = TimeGrid.uniform(1.0, T_MIN, steps);
    AffineChain chain =
        chain(method(sde, predictor, moves, ratio), grid, sde, EndPolicy.STOP, moves);
    return chain.variance(variance(sde, 1.0)) / variance(sde, T_MIN) - 1.0;
  }

  private static double variance(Sde sde, double t) {
    double spread = sde.alpha(t) * DEVIATION;
    return spread * spread + sde.sigma(t) * sde.sigma(t);
  }
}
