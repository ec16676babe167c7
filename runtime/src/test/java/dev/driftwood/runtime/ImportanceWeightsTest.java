package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/** Images of one by two pixels and four levels, whose dequantised values are N(0.4, 0.15² I). */
class ImportanceWeightsTest {
  private static final double MEAN = 0.4;
  private static final double DEVIATION = 0.15;
  private static final int LEVELS = 4;
  private static final GaussianDrift DRIFT =
      GaussianDrift.isotropic(VariancePreserving.standard(), 2, MEAN, DEVIATION);
  private static final ModelDescription DESCRIPTION =
      ModelDescription.of(
          "gaussian",
          SdeSpec.of(SdeSpec.Type.VP),
          ItemShape.image(1, 1, 2),
          new DataSpec.Images(LEVELS, new DataTransform.Unit()));
  private static final Image IMAGE =
      Image.of("steep", ItemShape.image(1, 1, 2), ElementType.U8, new byte[] {3, 0});
  private static final LikelihoodPlan EXACT = plan(Probes.Law.EXACT, 1);

  /** ln E[exp] over all draws is ln of the mean density of the pixels' bins. */
  @Test
  void tendsToTheProbabilityOfTheBins() {
    Likelihood score = score(EXACT.withDraws(2000).withImportanceWeights());
    double expected = Math.log(LEVELS * bin(3)) + Math.log(LEVELS * bin(0));
    double error = score.standardErrorBitsPerDim().orElseThrow() * 2 * Math.log(2);
    // Four standard errors.
    assertThat(score.nats()).isCloseTo(expected, within(4 * error));
    assertThat(error).isLessThan(0.05);
  }

  @Test
  void isTighterThanTheMeanByWhatItSays() {
    LikelihoodPlan few = EXACT.withDraws(50);
    Likelihood mean = score(few);
    Likelihood weighted = score(few.withImportanceWeights());
    assertThat(weighted.nats()).isGreaterThan(mean.nats() + 0.5);
    assertThat(weighted.prior() + weighted.divergence() + weighted.transform())
        .isEqualTo(mean.nats());
    assertThat(weighted.details().importanceGain().orElseThrow())
        .isEqualTo(weighted.nats() - mean.nats());
    assertThat(mean.details().importanceGain()).isEmpty();
  }

  @Test
  void refusesDrawsWhoseNoiseIsNotKnown() {
    LikelihoodPlan one = plan(Probes.Law.RADEMACHER, 1).withDraws(4);
    assertThatIllegalArgumentException()
        .isThrownBy(one::withImportanceWeights)
        .withMessageContaining("noise s of a draw adds s\u00b2/2 to the bound");
    assertThatIllegalArgumentException().isThrownBy(EXACT::withImportanceWeights);
  }

  @Test
  void refusesDrawsThatAreTooNoisy() {
    LikelihoodPlan noisy = plan(Probes.Law.GAUSSIAN, 2).withDraws(20).withImportanceWeights();
    Likelihood score = score(noisy);
    assertThat(score.ok()).isFalse();
    assertThat(score.error())
        .startsWith("noise of ")
        .contains("nats to the weighted bound (expected: at most 0.3; take --probes exact");
    assertThat(score.evaluations()).isPositive();
  }

  @Test
  void takesDrawsOfLittleNoise() {
    // Of a diagonal Jacobian signs give the exact trace.
    LikelihoodPlan signs = plan(Probes.Law.RADEMACHER, 2).withDraws(20).withImportanceWeights();
    assertThat(score(signs).nats())
        .isCloseTo(score(EXACT.withDraws(20).withImportanceWeights()).nats(), within(1e-9));
  }

  private static double bin(int level) {
    return cumulative((level + 1.0) / LEVELS) - cumulative((double) level / LEVELS);
  }

  private static double cumulative(double x) {
    return 0.5 * Erf.erfc((MEAN - x) / (DEVIATION * Math.sqrt(2)));
  }

  private static LikelihoodPlan plan(Probes.Law law, int probes) {
    Budget steps = new Budget.Steps(20);
    return LikelihoodPlan.of(new LikelihoodMethod.Ode(SamplerKind.RK4, steps, law, probes))
        .withTMin(0);
  }

  private static Likelihood score(LikelihoodPlan plan) {
    Likelihood[] score = new Likelihood[1];
    new LikelihoodRun(DESCRIPTION, plan)
        .task(
            List.<ImageItem>of(IMAGE).iterator(),
            RunListener.taking((Likelihood it) -> score[0] = it))
        .run(DRIFT);
    return score[0];
  }
}
