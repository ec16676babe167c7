package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.TurnedDrift;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Estimate;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Of how many scores of one image, each under a seed of its own, the interval of 95 % over sixteen
 * dequantisation draws holds the bound's mean over all draws, which is in closed form for normal
 * data; beside {@code ErrorBarsTest}, which states how often it would alarm in vain.
 */
@Tag("one-jdk")
class DrawErrorBarsTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double T_MIN = 1e-3;
  private static final int LEVELS = 2;
  private static final int DRAWS = 16;
  private static final LikelihoodPlan PLAN =
      LikelihoodPlan.of(
              new LikelihoodMethod.Elbo(8, BoundForm.SCORE_MATCHING, Probes.Law.RADEMACHER))
          .withDraws(DRAWS)
          .withTMin(T_MIN);

  @Test
  void coversAsOftenAsItSaysIn64Dimensions(TestReporter reporter) {
    assertHonest(reporter, 8, 1000);
  }

  @Tag("slow")
  @Test
  void coversAsOftenAsItSaysIn64DimensionsForTenThousandRows(TestReporter reporter) {
    assertHonest(reporter, 8, 10_000);
  }

  @Tag("slow")
  @Test
  void coversAsOftenAsItSaysIn784DimensionsForTenThousandRows(TestReporter reporter) {
    assertHonest(reporter, 28, 10_000);
  }

  private static void assertHonest(TestReporter reporter, int side, int rows) {
    TurnedDrift drift = TurnedDrift.normal(VP, side * side);
    Image image = image(side);
    double exact = bound(drift, image);
    double[] nats = new double[rows];
    double reported = 0;
    int inside = 0;
    for (int row = 0; row < rows; row++) {
      Likelihood score = score(drift, image, side, row);
      nats[row] = score.nats();
      double error =
          score.standardErrorBitsPerDim().orElseThrow() * side * side * StrictMath.log(2);
      reported += error / rows;
      double half = new Estimate(score.nats(), error, DRAWS - 1.0).halfWidth(0.95);
      inside += Math.abs(score.nats() - exact) <= half ? 1 : 0;
    }
    double deviation = Estimate.ofIndependent(nats).standardError() * Math.sqrt(rows);
    double coverage = (double) inside / rows;
    reporter.publishEntry(
        "draws " + side * side,
        "%d rows: coverage %.4f, error over deviation %.3f, deviation %.3f nats"
            .formatted(rows, coverage, reported / deviation, deviation));
    assertThat(coverage).as("coverage").isBetween(0.93, 0.97);
    assertThat(reported / deviation).as("error over deviation").isBetween(0.9, 1.1);
  }

  private static Likelihood score(TurnedDrift drift, Image image, int side, int seed) {
    ModelDescription description =
        ModelDescription.of(
            "turned",
            SdeSpec.of(SdeSpec.Type.VP),
            ItemShape.image(1, side, side),
            new DataSpec.Images(LEVELS, new DataTransform.Unit()));
    Likelihood[] score = new Likelihood[1];
    new LikelihoodRun(description, PLAN.withSeed(seed))
        .task(
            List.<ImageItem>of(image).iterator(),
            RunListener.taking((Likelihood it) -> score[0] = it))
        .run(drift);
    return score[0];
  }

  private static Image image(int side) {
    byte[] pixels = new byte[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 3 == 0 ? 1 : 0);
    }
    return Image.of("checks", ItemShape.image(1, side, side), ElementType.U8, pixels);
  }

  /**
   * With the exact score, E[ln p(Y_tMin) + ln π(Y_T) − ln p_T(Y_T)] over noise and draws. A turned
   * pixel has the square of its middle plus the variance 1/(12 levels²) of the draw.
   */
  private static double bound(TurnedDrift drift, Image image) {
    double[] levels = image.values();
    double[] middle = new double[levels.length];
    for (int d = 0; d < middle.length; d++) {
      middle[d] = (levels[d] + 0.5) / LEVELS;
    }
    double[] z = drift.turned(middle);
    double sum = 0;
    for (int d = 0; d < z.length; d++) {
      double square = z[d] * z[d] + 1.0 / (12 * LEVELS * LEVELS);
      double variance = drift.variances()[d];
      sum += expected(square, variance, T_MIN) - expected(square, variance, 1);
      // The prior is the law of data of variance 1 at the end.
      sum += expected(square, 1, 1);
    }
    return sum;
  }

  /** E[ln p_t(Y_t)] in one dimension for data of a variance, given the mean square of x. */
  private static double expected(double square, double dataVariance, double t) {
    double alpha = VP.alpha(t);
    double sigma = VP.sigma(t);
    double variance = alpha * alpha * dataVariance + sigma * sigma;
    double meanSquare = alpha * alpha * square + sigma * sigma;
    return -0.5 * Math.log(2 * Math.PI * variance) - 0.5 * meanSquare / variance;
  }
}
