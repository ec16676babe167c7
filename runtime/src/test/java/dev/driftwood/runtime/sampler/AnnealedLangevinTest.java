package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnealedLangevinTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double T_MIN = 1e-2;
  private static final double MEAN = 0.5;
  private static final double DEVIATION = 0.3;

  /**
   * In x̄ a move contracts by A = 1 − (r/2) σ̄²/v̄ and adds C² = r σ̄², so it rests at the variance
   * C²/(1 − A²) = v̄/(1 − (r/4) σ̄²/v̄), which is v̄ but for a bias of order r.
   */
  @ParameterizedTest
  @MethodSource("sdes")
  void movesAtALevelRestWithAKnownBias(Sde sde) {
    double r = 0.2;
    TimeGrid grid = new GridSpec.LogSnr().grid(sde, T_MIN, 12);
    AffineChain chain = chain(method(sde, "ncsn", 2, r), grid, sde);
    for (int i = 0; i < grid.steps(); i++) {
      // The second move of a level: the first changes the scale, too.
      double a = chain.slope(2 * i + 1);
      double rest = chain.noise(2 * i + 1) * chain.noise(2 * i + 1) / (1.0 - a * a);
      double t = grid.at(i + 1);
      double variance = variance(sde, t);
      double share = sde.sigma(t) * sde.sigma(t) / variance;
      // 1 − A² is a difference of numbers near 1: at worst 1e-3 here, so 1e-12 at best.
      assertThat(rest / (variance / (1.0 - 0.25 * r * share))).isCloseTo(1.0, within(1e-10));
    }
  }

  @Test
  void levelsKeepTheScaledState() {
    TimeGrid grid = new GridSpec.LogSnr().grid(VP, T_MIN, 12);
    AffineChain chain = chain(method(VP, "ncsn", 1, 0.0), grid, VP);
    // Without moves only the scale is left.
    assertThat(chain.mean(1.0)).isCloseTo(VP.alpha(T_MIN) / VP.alpha(1.0), within(1e-11));
    assertThat(chain.noise(3)).isZero();
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void wholeLadderBecomesTheLawOfTheData(Sde sde) {
    // With few moves the variance is more than twice what it should be.
    double before = 4.0;
    for (int moves : new int[] {6, 24, 96}) {
      double error = error(sde, "ncsn", moves, 0.8 / Math.sqrt(moves), 20);
      // Four times the moves and half their size: the lag and the bias halve.
      assertThat(error).isLessThan(0.6 * before);
      before = error;
    }
    // What the levels leave at which the noise is small beside the data: measured up to 19 %.
    assertThat(before).isLessThan(0.25);
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void ladderOfTheSecondRuleBecomesTheLawOfTheData(Sde sde) {
    double few = error(sde, "ncsnv2", 3, 0.2, 30);
    double many = error(sde, "ncsnv2", 16, 0.2, 160);
    assertThat(many).isLessThan(few / 3.0);
    // 1/(2 M), 3 %, and the bias of r = 0.04 to 0.06.
    assertThat(many).isLessThan(0.1);
  }

  @Test
  void endLeavesOutTheNoiseOfTheLastMove() {
    TimeGrid grid = new GridSpec.LogSnr().grid(VP, T_MIN, 3);
    AffineChain chain =
        new AffineChain(
            noise ->
                GridStepper.sampling(method(VP, "ncsnv2", 2, 0.2), grid, VP, EndPolicy.MEAN, noise),
            GaussianDrift.isotropic(VP, 1, MEAN, DEVIATION),
            AffineChain.addresses(3, 2, false));
    assertThat(chain.noise(4)).isPositive();
    assertThat(chain.noise(5)).isZero();
  }

  @Test
  void levelsAreGeometricUnlessAGridIsGiven() {
    SamplePlan.Builder plan = SamplePlan.builder().sampler("annealed-langevin");
    assertThat(plan.build().grid()).isEqualTo(new GridSpec.LogSnr());
    assertThat(plan.grid("uniform").build().grid()).isEqualTo(GridSpec.UNIFORM);
    assertThat(SamplePlan.builder().build().grid()).isEqualTo(GridSpec.UNIFORM);
  }

  @Test
  void usesAnEvaluationAMoveAndHasNoOrder() {
    Sampler sampler = Sampler.of(SamplerKind.ANNEALED_LANGEVIN);
    assertThat(sampler.evaluations(7, EndPolicy.MEAN)).isEqualTo(35);
    assertThat(sampler.order()).isEqualTo(Order.none());
  }

  @Test
  void refusesToMakeNoMoves() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sampler(SamplerKind.ANNEALED_LANGEVIN, settings("ncsn", 0, 0.2)))
        .withMessage("corrector-steps: 0 (expected: at least 1)");
  }

  static Stream<Sde> sdes() {
    return Stream.of(
        VP,
        SubVariancePreserving.standard(),
        VarianceExploding.standard(),
        CosineVariancePreserving.standard());
  }

  private static SamplerSettings settings(String rule, int moves, double r) {
    return SamplerSettings.NONE
        .with(SamplerOption.RULE, SamplerOption.RULE.parse(rule))
        .with(SamplerOption.CORRECTOR_STEPS, moves)
        .with(SamplerOption.LANGEVIN_STEP, r);
  }

  private static GridMethod method(Sde sde, String rule, int moves, double r) {
    return new Sampler(SamplerKind.ANNEALED_LANGEVIN, settings(rule, moves, r)).method(sde);
  }

  private static AffineChain chain(GridMethod method, TimeGrid grid, Sde sde) {
    return new AffineChain(
        noise -> GridStepper.sampling(method, grid, sde, EndPolicy.STOP, noise),
        GaussianDrift.isotropic(sde, 1, MEAN, DEVIATION),
        AffineChain.addresses(grid.steps(), method.parts(), false));
  }

  /** The larger of the relative errors of the mean and of the variance, from the prior on. */
  private static double error(Sde sde, String rule, int moves, double r, int levels) {
    TimeGrid grid = new GridSpec.LogSnr().grid(sde, T_MIN, levels);
    AffineChain chain = chain(method(sde, rule, moves, r), grid, sde);
    double prior = sde.priorDeviation() * sde.priorDeviation();
    double variance = chain.variance(prior) / variance(sde, T_MIN) - 1.0;
    double mean = chain.mean(0.0) / (sde.alpha(T_MIN) * MEAN) - 1.0;
    return Math.max(Math.abs(variance), Math.abs(mean));
  }

  private static double variance(Sde sde, double t) {
    double spread = sde.alpha(t) * DEVIATION;
    return spread * spread + sde.sigma(t) * sde.sigma(t);
  }
}
