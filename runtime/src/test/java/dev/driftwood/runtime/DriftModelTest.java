package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.CovarianceEntry;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.DataCovariance;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sampler.SamplerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftModelTest {
  private static final ItemShape IMAGE = ItemShape.image(1, 8, 8);

  private final DriftModel gaussian = open(Artefacts.gaussianPoints(List.of(0.5, -0.2), 0.3));
  private final DriftModel images = open(Artefacts.randomImages(1, 8, 8));

  private static DriftModel open(Artefact artefact) {
    return DriftModel.of(artefact, OrtSettings.DEFAULT);
  }

  @BeforeAll
  void warm() {
    assertThat(images.description().shape()).isEqualTo(IMAGE);
  }

  @AfterAll
  void close() {
    gaussian.close();
    images.close();
  }

  @Test
  void isLoadedSampledAndScoredAsDocumented(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("gaussian.onnx");
    Files.write(file, gaussian.artefact().bytes());
    List<Image> points =
        List.of(
            Image.ofFloats("0", ItemShape.point(2), new float[] {0.5f, -0.2f}),
            Image.ofFloats("1", ItemShape.point(2), new float[] {0.8f, 0.1f}));

    try (DriftModel model = DriftModel.load(file)) {
      Samples samples =
          model.sample(SamplePlan.builder().sampler("heun").steps(20).count(64).seed(1).build());
      List<Likelihood> scores = model.logLikelihood(points, LikelihoodPlan.defaults());

      assertThat(samples.rows()).hasSize(64);
      assertThat(scores).extracting(Likelihood::id).containsExactly("0", "1");
      // ln N(mean; mean, 0.09 I) and one standard deviation off in both coordinates; the prior
      // mismatch of VP is below 0.01, see the closed forms of the likelihood tests.
      double top = -Math.log(2 * Math.PI * 0.09);
      assertThat(scores.get(0).nats()).isCloseTo(top, within(0.01));
      assertThat(scores.get(1).nats()).isCloseTo(top - 1, within(0.02));
      assertThat(scores.get(0).bitsPerDim())
          .isCloseTo(-scores.get(0).nats() / (2 * Math.log(2)), within(1e-12));
    }
  }

  @Test
  void drawsTheDistributionOfTheNetwork() {
    Samples samples =
        gaussian.sample(SamplePlan.builder().sampler("heun").steps(40).count(4096).build());

    double[] mean = new double[2];
    double[] square = new double[2];
    for (float[] row : samples.values()) {
      for (int d = 0; d < 2; d++) {
        mean[d] += row[d] / 4096;
        square[d] += (double) row[d] * row[d] / 4096;
      }
    }
    // Five standard errors: 0.3/64 of the mean, 0.09·√(2/4096) of the variance; tMin 1e-3 and 40
    // steps move the variance by less than 1e-3.
    assertThat(mean[0]).isCloseTo(0.5, within(0.024));
    assertThat(mean[1]).isCloseTo(-0.2, within(0.024));
    assertThat(square[0] - mean[0] * mean[0]).isCloseTo(0.09, within(0.011));
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler-maruyama", "heun", "dormand-prince"})
  void drawsTheSameRowInAnyCompany(String sampler) {
    SamplePlan.Builder plan =
        SamplePlan.builder().sampler(sampler).seed(9).budget(coarse(SamplerKind.named(sampler)));
    List<Sample> together = images.sample(plan.count(12).batch(12).build()).rows();
    List<Sample> split = images.sample(plan.count(12).batch(5).build()).rows();

    for (int row = 0; row < 12; row++) {
      Sample alone = images.sample(plan.firstRow(row).count(1).build()).rows().get(0);
      assertThat(alone.row()).isEqualTo(row);
      assertThat(alone.values()).isEqualTo(together.get(row).values());
      assertThat(split.get(row).values()).isEqualTo(together.get(row).values());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler-maruyama", "heun", "dormand-prince"})
  void tellsEveryRowsWayToItsSample(String sampler) {
    SamplePlan plan =
        SamplePlan.builder()
            .sampler(sampler)
            .budget(coarse(SamplerKind.named(sampler)))
            .count(3)
            .batch(2)
            .build();
    Map<Long, List<Movement>> ways = new TreeMap<>();
    Map<Long, float[]> ends = new TreeMap<>();
    gaussian.sample(
        plan,
        new RunListener<>() {
          @Override
          public void moved(Movement movement) {
            ways.computeIfAbsent(movement.row(), row -> new ArrayList<>()).add(movement);
          }

          @Override
          public void finished(Sample sample) {
            ends.put(sample.row(), sample.values());
          }
        });

    assertThat(ways).containsOnlyKeys(0L, 1L, 2L);
    ways.forEach(
        (row, way) -> {
          List<Double> times = way.stream().map(Movement::t).toList();
          assertThat(times)
              .isSortedAccordingTo(Comparator.reverseOrder())
              .doesNotHaveDuplicates()
              .allMatch(t -> t < 1)
              .endsWith(1e-3);
          if (!plan.sampler().kind().adaptive()) {
            assertThat(times).hasSize(6);
          }
          assertThat(way.get(way.size() - 1).values()).isEqualTo(ends.get(row));
        });
  }

  private static Budget coarse(SamplerKind sampler) {
    return sampler.adaptive() ? new Budget.Tolerances(1e-2, 1e-2) : new Budget.Steps(6);
  }

  @Test
  void scoresTheSameImageInAnyCompany() {
    List<Image> sixtyFour = randomImages(64);
    LikelihoodPlan plan =
        LikelihoodPlan.of(
                new LikelihoodMethod.Ode(
                    SamplerKind.DORMAND_PRINCE,
                    new Budget.Tolerances(1e-2, 1e-2),
                    Probes.Law.RADEMACHER,
                    2))
            .withTMin(1e-2);
    List<Likelihood> together = images.logLikelihood(sixtyFour, plan.withBatch(64));

    List<Integer> order = new ArrayList<>(IntStream.range(0, 64).boxed().toList());
    Collections.shuffle(order, new Random(5));
    List<Likelihood> shuffled =
        images.logLikelihood(order.stream().map(sixtyFour::get).toList(), plan.withBatch(7));
    for (int i = 0; i < 64; i++) {
      assertThat(bits(shuffled.get(i))).isEqualTo(bits(together.get(order.get(i))));
    }
    Likelihood alone = images.logLikelihood(sixtyFour.subList(17, 18), plan).get(0);
    assertThat(bits(alone)).isEqualTo(bits(together.get(17)));
  }

  @Test
  void givesTwoImagesWithTheSamePixelsTheSameScore() {
    Image image = randomImages(1).get(0);

    List<Likelihood> scores =
        images.logLikelihood(
            List.of(image, image), LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT).withDraws(3));

    assertThat(bits(scores.get(0))).isEqualTo(bits(scores.get(1)));
    assertThat(scores).extracting(Likelihood::index).containsExactly(0L, 1L);
    assertThat(scores.get(0).standardErrorBitsPerDim()).isPresent();
  }

  @Test
  void scoresUntilStandardErrorsAreAsSmallAsWanted() {
    List<Image> few = randomImages(9);
    LikelihoodPlan plan =
        LikelihoodPlan.of(
            new LikelihoodMethod.Elbo(4, BoundForm.SCORE_MATCHING, Probes.Law.RADEMACHER));
    List<Likelihood> once = images.logLikelihood(few, plan);
    double[] errors =
        once.stream()
            .mapToDouble(s -> s.standardErrorBitsPerDim().orElseThrow())
            .sorted()
            .toArray();
    double target = errors[3];

    List<Likelihood> refined =
        images.logLikelihood(few, plan.withTargetStandardError(target).withBatch(2));

    assertThat(refined).extracting(Likelihood::index).isSorted().hasSize(9);
    for (int i = 0; i < 9; i++) {
      assertThat(refined.get(i).standardErrorBitsPerDim().orElseThrow())
          .isLessThanOrEqualTo(target);
      // The four that were good enough are left as they were, and cost no more.
      boolean enough = once.get(i).standardErrorBitsPerDim().orElseThrow() <= target;
      assertThat(bits(refined.get(i)).equals(bits(once.get(i)))).isEqualTo(enough);
    }
    Likelihood alone =
        images.logLikelihood(few.subList(5, 6), plan.withTargetStandardError(target)).get(0);
    assertThat(bits(alone)).isEqualTo(bits(refined.get(5)));
  }

  @Test
  void refinesAnExactTraceNoFurther() {
    LikelihoodMethod exact =
        new LikelihoodMethod.Ode(SamplerKind.HEUN, new Budget.Steps(4), Probes.Law.EXACT, 1);
    LikelihoodPlan plan = LikelihoodPlan.of(exact).withTMin(1e-2);
    Image image = randomImages(1).get(0);

    Likelihood once = images.logLikelihood(List.of(image), plan).get(0);
    Likelihood refined =
        images.logLikelihood(List.of(image), plan.withTargetStandardError(1e-9)).get(0);

    assertThat(bits(refined)).isEqualTo(bits(once));
  }

  private static List<Long> bits(Likelihood score) {
    return List.of(
        Double.doubleToRawLongBits(score.nats()),
        Double.doubleToRawLongBits(score.divergence()),
        Double.doubleToRawLongBits(score.gap()),
        score.evaluations());
  }

  @Test
  void addsUpTheTermsOfAScore() {
    Image image = randomImages(1).get(0);

    for (BoundForm form : BoundForm.values()) {
      LikelihoodMethod elbo = new LikelihoodMethod.Elbo(4, form, Probes.Law.RADEMACHER);
      Likelihood score = images.logLikelihood(List.of(image), LikelihoodPlan.of(elbo)).get(0);

      double sum = score.prior() + score.divergence() + score.transform();
      assertThat(score.nats()).isEqualTo(sum);
      assertThat(score.bitsPerDim()).isCloseTo(-sum / (64 * Math.log(2)) + 8, within(1e-12));
      assertThat(score.driftNorm().orElseThrow()).isNegative();
      assertThat(score.evaluations()).isEqualTo(5);
    }
  }

  @Test
  void wantsACovarianceForAControlVariate() {
    LikelihoodPlan plan = LikelihoodPlan.defaults().withControlVariate();

    assertThatThrownBy(() -> images.logLikelihood(randomImages(1), plan))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageStartingWith("the model keeps no covariance of its data for --control-variate");
    assertThatThrownBy(() -> LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT).withControlVariate())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("control-variate: given (expected: with random probes");
  }

  /** The exact drift of normal points has the control's own Jacobian. */
  @Test
  void controlOfAModelsOwnCovarianceLeavesNothingToChance() {
    DataCovariance covariance = DataCovariance.aboveFloor(2, new double[0][], new double[0], 0.09);
    Artefact with = CovarianceEntry.add(covariance, 100, gaussian.artefact());
    LikelihoodPlan plan =
        LikelihoodPlan.of(
            new LikelihoodMethod.Ode(
                SamplerKind.HEUN, new Budget.Steps(8), Probes.Law.GAUSSIAN, 2));
    Image point = Image.ofFloats("p", ItemShape.point(2), new float[] {1, -0.5f});
    try (DriftModel model = DriftModel.of(with, OrtSettings.DEFAULT)) {
      Likelihood plain = model.logLikelihood(List.of(point), plan).get(0);
      Likelihood controlled = model.logLikelihood(List.of(point), plan.withControlVariate()).get(0);
      assertThat(plain.standardErrorBitsPerDim().orElseThrow()).isGreaterThan(0.1);
      // float32 products.
      assertThat(controlled.standardErrorBitsPerDim().orElseThrow()).isLessThan(1e-5);
    }
  }

  @Test
  void boundOfDiscreteTimesIsOfLevels() {
    LikelihoodPlan chain = LikelihoodPlan.of(new LikelihoodMethod.Vlb(OptionalInt.of(9)));
    float[] values = new float[64];
    Image dequantised = Image.ofFloats("floats", randomImages(1).get(0).shape(), values);

    Likelihood levels = images.logLikelihood(randomImages(1), chain).get(0);
    Likelihood floats = images.logLikelihood(List.of(dequantised), chain).get(0);

    assertThat(levels.nats()).isEqualTo(levels.prior() + levels.divergence() + levels.transform());
    assertThat(levels.transform()).isCloseTo(64 * Math.log(256), within(1e-9));
    assertThat(floats.error()).startsWith("dequantised values (expected: levels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chain.withTMin(0.1))
        .withMessage("tmin: 0.1 (expected: none with vlb, which begins at its first time)");
  }

  @Test
  void saysWhatTheGapIsMadeOfAndWhatAnErrorRestsOn() {
    Image image = randomImages(1).get(0);
    LikelihoodMethod.Ode ode =
        new LikelihoodMethod.Ode(SamplerKind.HEUN, new Budget.Steps(4), Probes.Law.RADEMACHER, 3);
    Likelihood flow = images.logLikelihood(List.of(image), LikelihoodPlan.of(ode)).get(0);

    ScoreDetails details = flow.details();
    assertThat(details.reconstruction().orElseThrow() + details.entropy().orElseThrow())
        .isCloseTo(flow.gap(), within(1e-9));
    assertThat(details.degreesOfFreedom()).hasValue(2);

    LikelihoodPlan bound = LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT).withDraws(5);
    ScoreDetails drawn = images.logLikelihood(List.of(image), bound).get(0).details();
    assertThat(drawn.reconstruction()).isEmpty();
    assertThat(drawn.entropy()).isEmpty();
    assertThat(drawn.degreesOfFreedom()).hasValue(4);
  }

  @Test
  void failsOnlyTheItemThatCantBeScored() {
    List<Image> points =
        List.of(
            Image.ofFloats("good", ItemShape.point(2), new float[] {0, 0}),
            Image.ofFloats("nan", ItemShape.point(2), new float[] {0, Float.NaN}),
            Image.ofFloats("long", ItemShape.point(3), new float[] {0, 0, 0}));

    List<Likelihood> scores = gaussian.logLikelihood(points, LikelihoodPlan.defaults());

    assertThat(scores).extracting(Likelihood::ok).containsExactly(true, false, false);
    assertThat(scores.get(1).error()).isEqualTo("value 1 is NaN (expected: a finite number)");
    assertThat(scores.get(2).error()).contains("[3]").contains("[2]");
  }

  @Test
  void stopsBetweenEvaluations() {
    int[] calls = new int[1];
    gaussian.sample(
        SamplePlan.builder().steps(50).count(4).build(),
        new RunListener<>() {
          @Override
          public void evaluated(long evaluations) {
            calls[0]++;
          }

          @Override
          public boolean cancelled() {
            return calls[0] >= 3;
          }
        });

    assertThat(calls[0]).isEqualTo(3);
  }

  @Test
  void refusesPlansThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().sampler("euler-maruyama").lambda(1.5).build())
        .withMessage("lambda: 1.5 (expected: <= 1 and finite)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().sampler("heun").lambda(0).build())
        .withMessage("lambda: given (expected: no such option with heun)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().steps(0).build())
        .withMessage("steps: 0 (expected: >= 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().sampler("heun").evaluations(7).build())
        .withMessageContaining("the nearest is 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().sampler("huen").build())
        .withMessageContaining("heun");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().firstRow(Long.MAX_VALUE - 1).count(2).build())
        .withMessageContaining("first-row: 9223372036854775806 (expected: 0 to");
  }

  private static List<Image> randomImages(int count) {
    SplittableRandom random = new SplittableRandom(2);
    List<Image> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[64];
      random.nextBytes(pixels);
      made.add(Image.of(String.valueOf(i), IMAGE, ElementType.U8, pixels));
    }
    return made;
  }
}
