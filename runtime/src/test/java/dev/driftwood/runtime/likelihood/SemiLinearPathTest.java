package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.ExactDrift;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.fixture.OrderOfConvergence;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SemiLinearPathTest {
  private static final NoiseStream NOISE = new NoiseStream(12);
  private static final Sde VP = VariancePreserving.standard();
  private static final double T_MIN = 1e-3;
  private static final List<SamplerKind> KINDS =
      List.of(
          SamplerKind.DPM_SOLVER,
          SamplerKind.DPM_SOLVER_PLUS_PLUS,
          SamplerKind.UNIPC,
          SamplerKind.DEIS,
          SamplerKind.IPNDM);

  /** At least the method's own order, which is declared for the worst of starting errors. */
  @ParameterizedTest
  @MethodSource("laws")
  void convergesWithTheOrderOfItsMethod(Sde sde, ExactDrift drift) {
    double truth = exact(sde, drift);
    for (SamplerKind kind : KINDS) {
      GridMethod method = Sampler.of(kind).method(sde);
      double order = method.order().deterministic().orElseThrow();
      double measured =
          OrderOfConvergence.measure(n -> error(sde, drift, method, n, truth), 256, 768);
      // Measured slopes lie within a fifth of the asymptotic ones, or above.
      assertThat(measured).as(kind.label()).isGreaterThan(order - 0.25);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void isExactToAFewThousandthsOfANatWithTwentyEvaluations(Sde sde, ExactDrift drift) {
    double error =
        error(sde, drift, Sampler.of(SamplerKind.UNIPC).method(sde), 19, exact(sde, drift));
    // Twice the worst of what was measured, 0.025 for sub-VP, whose steps in λ are the longest.
    assertThat(error).isCloseTo(0.0, within(0.05));
  }

  @Test
  void takesOneEvaluationMoreThanItsStepsAndOneForTheGap() {
    FlowLikelihood<SemiLinearState> likelihood =
        FlowLikelihood.semiLinear(
            VP, Probes.rademacher(3, NOISE), method(SamplerKind.UNIPC), grid(VP, 9));
    LikelihoodTerms terms = Scored.one(likelihood, MixtureDrift.pair(VP), -0.2, 0.1);
    assertThat(terms.evaluations()).isEqualTo(11);
    assertThat(terms.converged()).isTrue();
  }

  @Test
  void tracesOnlyWhereStepsBegin() {
    List<Integer> products = new ArrayList<>();
    MixtureDrift drift = MixtureDrift.pair(VP);
    Scored.one(
        FlowLikelihood.semiLinear(
            VP, Probes.rademacher(3, NOISE), method(SamplerKind.DPM_SOLVER), grid(VP, 2)),
        queries -> {
          queries.forEach(query -> products.add(query.tangents().size()));
          return drift.evaluate(queries);
        },
        -0.2,
        0.1);
    assertThat(products).containsExactly(0, 3, 0, 3, 0, 3);
  }

  @Test
  void drawsFreshProbesAtEachTime() {
    List<double[]> seen = new ArrayList<>();
    MixtureDrift drift = MixtureDrift.pair(VP);
    Scored.one(
        FlowLikelihood.semiLinear(
            VP, new Probes(Probes.Law.GAUSSIAN, 1, NOISE), method(SamplerKind.UNIPC), grid(VP, 3)),
        queries -> {
          queries.forEach(query -> seen.addAll(query.tangents()));
          return drift.evaluate(queries);
        },
        -0.2,
        0.1);
    assertThat(seen).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void refusesToBeginWithoutNoise() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FlowLikelihood.semiLinear(
                    VP,
                    Probes.exact(NOISE),
                    method(SamplerKind.UNIPC),
                    TimeGrid.uniform(0.0, 1.0, 5)))
        .withMessageStartingWith("tmin: 0.0 (expected: > 0");
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

  private static GridMethod method(SamplerKind kind) {
    return Sampler.of(kind).method(VP);
  }

  private static double exact(Sde sde, ExactDrift drift) {
    return Scored.one(
            FlowLikelihood.adaptive(
                sde,
                Probes.exact(NOISE),
                ButcherTableau.dormandPrince(),
                T_MIN,
                new Tolerance(1e-12, 1e-12)),
            drift,
            FlowLikelihoodTest.point(drift))
        .nats();
  }

  private static double error(
      Sde sde, ExactDrift drift, GridMethod method, int steps, double truth) {
    return Scored.one(
                FlowLikelihood.semiLinear(sde, Probes.exact(NOISE), method, grid(sde, steps)),
                drift,
                FlowLikelihoodTest.point(drift))
            .nats()
        - truth;
  }

  private static TimeGrid grid(Sde sde, int steps) {
    return GridSpec.parse("log-snr").grid(sde, T_MIN, steps).reversed();
  }
}
