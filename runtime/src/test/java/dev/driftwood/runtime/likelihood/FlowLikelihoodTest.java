package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.ExactDrift;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.AdaptiveState;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FlowLikelihoodTest {
  private static final ButcherTableau PAIR = ButcherTableau.dormandPrince();
  private static final NoiseStream NOISE = new NoiseStream(31);
  private static final Tolerance TIGHT = new Tolerance(1e-12, 1e-12);
  private static final Sde VP = VariancePreserving.standard();

  /**
   * Data N(0.5, 0.3²), integrated from t = 0, against ln N(x_T; 0, s²) + ln(s_T/s_0) evaluated in
   * closed form, nine decimals.
   */
  @ParameterizedTest
  @CsvSource({
    "-0.1, -1.708340722, -1.708276089, -1.693415883, -1.713817457",
    "0.2, -0.211685399, -0.211685471, -0.205021388, -0.214392573",
    "0.5, 0.285009223, 0.284987630, 0.284447024, 0.285033509",
    "1.0, -1.109301298, -1.109262796, -1.119608028, -1.104809253"
  })
  void matchesTheClosedFormOfANormalLaw(
      double x, double vp, double subVp, double ve, double cosine) {
    // Half a unit of the ninth decimal, and 5e-10 for a solver at tolerance 1e-12.
    assertThat(adaptive(VP, x)).isCloseTo(vp, within(1e-9));
    assertThat(adaptive(SubVariancePreserving.standard(), x)).isCloseTo(subVp, within(1e-9));
    assertThat(adaptive(VarianceExploding.standard(), x)).isCloseTo(ve, within(1e-9));
    assertThat(adaptive(CosineVariancePreserving.standard(), x)).isCloseTo(cosine, within(1e-9));
    assertThat(onGrid(VP, x)).isCloseTo(vp, within(1e-8));
    assertThat(onGrid(SubVariancePreserving.standard(), x)).isCloseTo(subVp, within(1e-8));
    assertThat(onGrid(VarianceExploding.standard(), x)).isCloseTo(ve, within(1e-8));
    assertThat(onGrid(CosineVariancePreserving.standard(), x)).isCloseTo(cosine, within(1e-8));
  }

  @Test
  void isTheSameByEitherPair() {
    double other =
        scalar(FlowLikelihood.adaptive(VP, exact(), ButcherTableau.tsitouras(), 0, TIGHT), VP, 0.2)
            .nats();
    // Both solvers work at a tolerance of 1e-12 over some hundred steps.
    assertThat(other).isCloseTo(adaptive(VP, 0.2), within(1e-9));
  }

  @Test
  void movesLittleWhenItStartsLater() {
    for (double x : new double[] {-0.1, 0.2, 0.5, 1.0}) {
      double late = scalar(FlowLikelihood.adaptive(VP, exact(), PAIR, 1e-5, TIGHT), VP, x).nats();
      // p at 1e-5 instead of p at 0: documented as at most 2e-5.
      assertThat(late).isCloseTo(adaptive(VP, x), within(2e-5));
    }
  }

  /** Along the exact flow, ln p_0(x) + ln π(y_T) − ln p_T(y_T) is the value, whatever the data. */
  @ParameterizedTest
  @MethodSource("laws")
  void exactTraceMatchesTheChangeOfVariables(Sde sde, ExactDrift drift, double[] x) {
    FlowLikelihood<AdaptiveState> likelihood =
        FlowLikelihood.adaptive(sde, exact(), PAIR, 0.0, new Tolerance(1e-10, 1e-10));
    FlowLikelihoodState<AdaptiveState> state = Scored.state(likelihood, drift, x);
    double[] end = Arrays.copyOf(state.x(), x.length);
    double expected =
        drift.logDensity(x, 0.0) + sde.priorLogDensity(end) - drift.logDensity(end, 1.0);
    LikelihoodTerms terms = likelihood.terms(state);
    // Some hundred steps of tolerance 1e-10.
    assertThat(terms.nats()).isCloseTo(expected, within(1e-7));
    assertThat(terms.standardError()).isZero();
    assertThat(terms.driftNorm()).isNaN();
    assertThat(terms.converged()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"RADEMACHER", "GAUSSIAN"})
  void randomProbesAreUnbiasedAndTheirErrorHonest(Probes.Law law) {
    for (ExactDrift drift : List.of(correlated(VP), MixtureDrift.pair(VP))) {
      double[] x = point(drift);
      int rows = 1500;
      List<LikelihoodTerms> terms = Scored.many(heun(new Probes(law, 4, NOISE)), drift, rows, x);
      double expected = Scored.one(heun(exact()), drift, x).nats();
      Estimate mean =
          Estimate.ofIndependent(terms.stream().mapToDouble(LikelihoodTerms::nats).toArray());
      // Four standard errors, four cases: a false alarm once in 4,000 fresh seeds.
      assertThat(mean.mean()).isCloseTo(expected, within(4.0 * mean.standardError()));
      double reported =
          terms.stream()
              .mapToDouble(t -> t.standardError() * t.standardError())
              .average()
              .orElse(0);
      double actual = rows * mean.standardError() * mean.standardError();
      assertThat(actual).isPositive();
      // Ratio of two variance estimates from 1,500 rows: 4 to 6 % deviation each.
      assertThat(reported / actual).isCloseTo(1.0, within(0.25));
    }
  }

  @Test
  void oneProbeHasNoStandardError() {
    LikelihoodTerms terms =
        Scored.one(heun(Probes.rademacher(1, NOISE)), correlated(VP), 0.1, 0.2, 0.3, 0.4);
    assertThat(terms.standardError()).isNaN();
    // Heun at 20 steps, and one for the gap.
    assertThat(terms.evaluations()).isEqualTo(41);
  }

  @Test
  void gapIsReconstructionMinusEntropy() {
    double tMin = 1e-2;
    double x = 0.9;
    FlowLikelihood<GridState> likelihood =
        FlowLikelihood.onGrid(VP, exact(), ButcherTableau.euler(), TimeGrid.of(tMin, 1.0));
    double[] gaps =
        Scored.many(likelihood, normal(VP), 4000, x).stream()
            .mapToDouble(LikelihoodTerms::gap)
            .toArray();
    double sigma = VP.sigma(tMin);
    double alpha = VP.alpha(tMin);
    double v = alpha * alpha * 0.09 + sigma * sigma;
    double slope = 1.0 - sigma * sigma / v;
    double offset = sigma * alpha * (x - 0.5) / v;
    double expected = 0.5 + Math.log(alpha) - 0.5 * (slope * slope + offset * offset);
    Estimate mean = Estimate.ofIndependent(gaps);
    // Five standard errors.
    assertThat(mean.mean()).isCloseTo(expected, within(5.0 * mean.standardError()));
  }

  @Test
  void hasNoGapWhereThereIsNoNoise() {
    LikelihoodTerms fromZero =
        scalar(FlowLikelihood.adaptive(VP, exact(), PAIR, 0.0, new Tolerance(1e-5, 1e-5)), VP, 0.3);
    assertThat(fromZero.gap()).isZero();
  }

  @Test
  void reportsTheStepLimit() {
    LikelihoodTerms terms =
        scalar(
            FlowLikelihood.adaptive(VP, exact(), PAIR, 1e-5, new Tolerance(1e-10, 1e-10, 3)),
            VP,
            0.3);
    assertThat(terms.outcome()).isEqualTo(Outcome.STEP_LIMIT);
    assertThat(terms.converged()).isFalse();
  }

  @Test
  void refusesWhatItCannotIntegrate() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FlowLikelihood.onGrid(
                    VP, exact(), ButcherTableau.heun(), TimeGrid.uniform(1.0, 1e-5, 5)))
        .withMessageContaining("increasing to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probes.rademacher(0, NOISE))
        .withMessage("probes: 0 (expected: >= 1)");
  }

  static Stream<Arguments> laws() {
    return Stream.of(
            VP,
            SubVariancePreserving.standard(),
            VarianceExploding.standard(),
            CosineVariancePreserving.standard())
        .flatMap(
            sde ->
                Stream.<ExactDrift>of(correlated(sde), MixtureDrift.pair(sde))
                    .map(drift -> Arguments.of(sde, drift, point(drift))));
  }

  static GaussianDrift correlated(Sde sde) {
    double[][] covariance = {
      {0.30, 0.12, -0.05, 0.02},
      {0.12, 0.20, 0.06, -0.03},
      {-0.05, 0.06, 0.25, 0.10},
      {0.02, -0.03, 0.10, 0.15}
    };
    return new GaussianDrift(sde, new double[] {0.1, -0.2, 0.3, 0.0}, covariance);
  }

  static double[] point(ExactDrift drift) {
    return drift instanceof GaussianDrift
        ? new double[] {0.5, -0.4, 0.2, 0.3}
        : new double[] {-0.2, 0.1};
  }

  private static FlowLikelihood<GridState> heun(Probes probes) {
    return FlowLikelihood.onGrid(
        VP, probes, ButcherTableau.heun(), TimeGrid.uniform(1e-5, 1.0, 20));
  }

  private static Probes exact() {
    return Probes.exact(NOISE);
  }

  private static GaussianDrift normal(Sde sde) {
    return GaussianDrift.isotropic(sde, 1, 0.5, 0.3);
  }

  private static double adaptive(Sde sde, double x) {
    Probes probe = Probes.rademacher(1, NOISE);
    return scalar(FlowLikelihood.adaptive(sde, probe, PAIR, 0.0, TIGHT), sde, x).nats();
  }

  private static double onGrid(Sde sde, double x) {
    TimeGrid grid = TimeGrid.uniform(0.0, 1.0, 3000);
    return scalar(FlowLikelihood.onGrid(sde, exact(), ButcherTableau.classical(), grid), sde, x)
        .nats();
  }

  private static LikelihoodTerms scalar(FlowLikelihood<?> likelihood, Sde sde, double x) {
    return Scored.one(likelihood, normal(sde), x);
  }
}
