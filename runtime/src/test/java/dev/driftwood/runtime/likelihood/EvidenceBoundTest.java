package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.ExactDrift;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.TimeDensity;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("one-jdk")
class EvidenceBoundTest {
  private static final NoiseStream NOISE = new NoiseStream(77);
  private static final Sde VP = VariancePreserving.standard();
  private static final int ROWS = 3000;

  /** Data N(0.5, 0.3²): ln p(x) + E[ln π(Y_T) − ln p_T(Y_T)] in closed form, nine decimals. */
  @ParameterizedTest
  @CsvSource({"-0.1, -1.714958172", "0.2, -0.214964650", "0.5, 0.285028872", "1.0, -1.103870813"})
  void matchesTheClosedFormOfANormalLaw(double x, double expected) {
    assertThat(closedForm(normal(VP), VP, x)).isCloseTo(expected, within(6e-10));
    // Simpson's rule on 4,000 intervals of a smooth integrand.
    assertThat(VP.expectedPriorLogDensity(new double[] {x}) + timeIntegral(VP, x))
        .isCloseTo(expected, within(1e-8));
    Estimate mean = mean(bound(VP, 0.0, BoundForm.DIVERGENCE), normal(VP), x);
    // Four standard errors.
    assertThat(mean.mean()).isCloseTo(expected, within(4.0 * mean.standardError()));
    // So that the line above says something; a single time errs by about Z/√2 = 14.
    assertThat(mean.standardError()).isLessThan(0.07);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void bothFormsEstimateTheBoundOfEveryLaw(Sde sde, ExactDrift drift) {
    double[] x = FlowLikelihoodTest.point(drift);
    double tMin = 1e-3;
    double expected = drift.logDensity(x, 0.0) + priorMismatch(sde, drift, x);
    for (BoundForm form : BoundForm.values()) {
      List<LikelihoodTerms> terms = Scored.many(bound(sde, tMin, form), drift, ROWS, x);
      Estimate mean = estimate(terms, t -> t.nats() + t.gap());
      // Four standard errors in sixteen cases: a false alarm once in 1,000 fresh seeds.
      assertThat(mean.mean()).isCloseTo(expected, within(4.0 * mean.standardError()));
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void standardErrorIsHonest(Sde sde, ExactDrift drift) {
    double[] x = FlowLikelihoodTest.point(drift);
    for (BoundForm form : BoundForm.values()) {
      List<LikelihoodTerms> terms = Scored.many(bound(sde, 1e-3, form), drift, ROWS, x);
      Estimate mean = estimate(terms, LikelihoodTerms::nats);
      double actual = mean.standardError() * mean.standardError() * ROWS;
      double reported = estimate(terms, t -> t.standardError() * t.standardError()).mean();
      // Never too small but for the noise of two variance estimates; collapsing adds a little.
      assertThat(reported / actual).isBetween(0.8, 1.8);
    }
  }

  /**
   * Ten deviations out the integrand's noise is almost all odd in ε, which pairs cancel; with so
   * many times it outweighs what fewer strata leave.
   */
  @Test
  void pairsMatchTheClosedFormAndPayFarOut() {
    double x = 3.5;
    double expected = closedForm(normal(VP), VP, x);
    Estimate pairs = pairs(true, x);
    Estimate apart = pairs(false, x);
    // Four standard errors each.
    assertThat(pairs.mean()).isCloseTo(expected, within(4.0 * pairs.standardError()));
    assertThat(apart.mean()).isCloseTo(expected, within(4.0 * apart.standardError()));
    // At equal evaluations.
    assertThat(pairs.standardError()).isLessThan(0.7 * apart.standardError());
  }

  private static Estimate pairs(boolean antithetic, double x) {
    Probes probes = Probes.exact(NOISE);
    EvidenceBound bound = new EvidenceBound(VP, 0.0, 256, BoundForm.DIVERGENCE, probes, antithetic);
    return estimate(Scored.many(bound, normal(VP), 300, x), LikelihoodTerms::nats);
  }

  @Test
  void bothFormsSeeTheSameDriftNorm() {
    double[] x = {0.4};
    double divergence =
        Scored.one(bound(VP, 1e-3, BoundForm.DIVERGENCE), normal(VP), x).driftNorm();
    double matching =
        Scored.one(bound(VP, 1e-3, BoundForm.SCORE_MATCHING), normal(VP), x).driftNorm();
    assertThat(divergence).isNegative().isEqualTo(matching);
  }

  @Test
  void gapIsTheHeadOfTheIntegral() {
    double x = 0.9;
    double tMin = 1e-2;
    List<LikelihoodTerms> terms =
        Scored.many(bound(VP, tMin, BoundForm.DIVERGENCE), normal(VP), 2 * ROWS, x);
    double head = timeIntegral(VP, x) - timeIntegralFrom(VP, x, tMin);
    Estimate mean = estimate(terms, LikelihoodTerms::gap);
    // Four standard errors.
    assertThat(mean.mean()).isCloseTo(head, within(4.0 * mean.standardError()));
    assertThat(mean.standardError()).isLessThan(0.05 * Math.abs(head));
  }

  @Test
  void countsOneEvaluationATimeAndOneForTheGap() {
    double[] x = {0.4};
    EvidenceBound fromLater = new EvidenceBound(VP, 1e-5, 7, BoundForm.SCORE_MATCHING, NOISE);
    EvidenceBound fromZero = new EvidenceBound(VP, 0.0, 7, BoundForm.DIVERGENCE, NOISE);
    assertThat(Scored.one(fromLater, normal(VP), x).evaluations()).isEqualTo(8);
    LikelihoodTerms terms = Scored.one(fromZero, normal(VP), x);
    assertThat(terms.evaluations()).isEqualTo(7);
    assertThat(terms.gap()).isZero();
    assertThat(terms.converged()).isTrue();
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvidenceBound(VP, 0.0, 16, BoundForm.SCORE_MATCHING, NOISE))
        .withMessage("tMin: 0.0 (expected: > 0, or 0 in the divergence form)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvidenceBound(VP, 1e-5, 0, BoundForm.DIVERGENCE, NOISE))
        .withMessage("times: 0 (expected: 1 to 4094)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EvidenceBound(
                    VP, 1e-5, 7, BoundForm.DIVERGENCE, Probes.rademacher(1, NOISE), true))
        .withMessage("times: 7 (expected: even with antithetic pairs)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvidenceBound(VP, Double.NaN, 16, BoundForm.DIVERGENCE, NOISE));
  }

  static Stream<Arguments> laws() {
    return Stream.of(
            VP,
            SubVariancePreserving.standard(),
            VarianceExploding.standard(),
            CosineVariancePreserving.standard())
        .flatMap(
            sde ->
                Stream.<ExactDrift>of(FlowLikelihoodTest.correlated(sde), MixtureDrift.pair(sde))
                    .map(drift -> Arguments.of(sde, drift)));
  }

  private static EvidenceBound bound(Sde sde, double tMin, BoundForm form) {
    return new EvidenceBound(sde, tMin, 16, form, NOISE);
  }

  private static Estimate mean(EvidenceBound bound, ExactDrift drift, double... x) {
    return estimate(Scored.many(bound, drift, ROWS, x), LikelihoodTerms::nats);
  }

  private static Estimate estimate(
      List<LikelihoodTerms> terms, ToDoubleFunction<LikelihoodTerms> value) {
    return Estimate.ofIndependent(terms.stream().mapToDouble(value).toArray());
  }

  private static GaussianDrift normal(Sde sde) {
    return GaussianDrift.isotropic(sde, 1, 0.5, 0.3);
  }

  /** E[ln π(Y_T) − ln p_T(Y_T) | x], an average over draws that all but vanishes. */
  private static double priorMismatch(Sde sde, ExactDrift drift, double[] x) {
    double sum = 0.0;
    int draws = 4000;
    for (int i = 0; i < draws; i++) {
      double[] y = new double[x.length];
      new NoiseStream(5).normals(i, Purpose.DATA_SYNTHESIS, 0, 0, 0, y);
      for (int d = 0; d < y.length; d++) {
        y[d] = sde.alpha(1.0) * x[d] + sde.sigma(1.0) * y[d];
      }
      sum += sde.priorLogDensity(y) - drift.logDensity(y, 1.0);
    }
    return sum / draws;
  }

  /** The bound of a normal law in one dimension with the exact score. */
  private static double closedForm(GaussianDrift drift, Sde sde, double x) {
    // Both densities are quadratic in Y_T, and ±σ about the mean integrates a quadratic exactly.
    double centre = sde.alpha(1.0) * x;
    double sum = 0.0;
    for (double y : new double[] {centre - sde.sigma(1.0), centre + sde.sigma(1.0)}) {
      double[] point = {y};
      sum += 0.5 * (sde.priorLogDensity(point) - drift.logDensity(point, 1.0));
    }
    return drift.logDensity(new double[] {x}, 0.0) + sum;
  }

  private static double timeIntegral(Sde sde, double x) {
    return timeIntegralFrom(sde, x, 0.0);
  }

  /** −∫ E[½ a² + ∂(g a − f)] dt by Simpson's rule in the share of the importance density. */
  private static double timeIntegralFrom(Sde sde, double x, double start) {
    TimeDensity density = sde.importanceDensity();
    double first = density.cumulative(start);
    double cutoff = density.cumulative(1e-3);
    double head = first < cutoff ? simpson(sde, x, first, cutoff) : 0.0;
    return head + simpson(sde, x, Math.max(first, cutoff), 1.0);
  }

  private static double simpson(Sde sde, double x, double from, double to) {
    int intervals = 4000;
    double sum = 0.0;
    for (int i = 0; i <= intervals; i++) {
      double weight = i == 0 || i == intervals ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
      double t = sde.importanceDensity().timeAt(from + (to - from) * i / intervals);
      sum += weight * integrand(sde, x, t) / sde.importanceDensity().density(t);
    }
    return sum * (to - from) / (3.0 * intervals);
  }

  private static double integrand(Sde sde, double x, double t) {
    double sum = 0.0;
    for (double epsilon : new double[] {-1.0, 1.0}) {
      double[] y = {sde.alpha(t) * x + sde.sigma(t) * epsilon};
      double a = normal(sde).drift(y, t)[0];
      double slope = normal(sde).product(y, t, new double[] {1.0})[0];
      sum -= 0.5 * (0.5 * a * a + sde.g(t) * slope - sde.mu(t));
    }
    return sum;
  }
}
