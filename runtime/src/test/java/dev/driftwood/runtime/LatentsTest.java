package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.fixture.SmallImageNetwork;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.NpyWriter;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.EndPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatentsTest {
  private static final ItemShape POINT = ItemShape.point(2);
  private static final ItemShape IMAGE = ItemShape.image(1, 8, 8);
  private static final double[] MEAN = {0.5, -0.2};
  private static final double DEVIATION = 0.3;

  private static final List<Image> POINTS =
      List.of(point(0.5F, -0.2F), point(0.9F, 0.1F), point(-1.5F, 2));

  private final DriftModel gaussian =
      open(Artefacts.gaussianPoints(List.of(MEAN[0], MEAN[1]), DEVIATION));
  private final DriftModel images = open(Artefacts.randomImages(1, 8, 8));

  private static DriftModel open(Artefact artefact) {
    return DriftModel.of(artefact, OrtSettings.DEFAULT);
  }

  private static Image point(float... values) {
    return Image.ofFloats("p", POINT, values);
  }

  @AfterAll
  void close() {
    gaussian.close();
    images.close();
  }

  private static SamplePlan exact() {
    return SamplePlan.builder().sampler("dormand-prince").tolerances(1e-7, 1e-7).build();
  }

  private static SamplePlan rk4(String grid) {
    return SamplePlan.builder().sampler("rk4").steps(150).grid(grid).build();
  }

  /** The flow keeps (y − α m)/√(α² s² + σ²), the standard score, from tMin to T. */
  @ParameterizedTest
  @CsvSource({"adaptive", "uniform", "quadratic"})
  void areTheStandardScoresOfAGaussian(String grid) {
    Latents latents = gaussian.encode(POINTS, grid.equals("adaptive") ? exact() : rk4(grid));

    Sde sde = gaussian.description().sde().toSde();
    for (int i = 0; i < POINTS.size(); i++) {
      for (int d = 0; d < 2; d++) {
        double score = standardScore(sde, 1e-3, POINTS.get(i).value(d), MEAN[d]);
        double expected = sde.alpha(1) * MEAN[d] + spread(sde, 1) * score;
        // The drift's rounding to float32, 6e-8 of up to 30, over a way that stretches by 3.3.
        assertThat((double) latents.values().get(i)[d]).isCloseTo(expected, within(1e-4));
      }
    }
  }

  private static double standardScore(Sde sde, double t, double y, double mean) {
    return (y - sde.alpha(t) * mean) / spread(sde, t);
  }

  private static double spread(Sde sde, double t) {
    return Math.hypot(sde.alpha(t) * DEVIATION, sde.sigma(t));
  }

  @Test
  void bringPointsBack() {
    Samples back = gaussian.decode(gaussian.encode(POINTS, exact()), exact());

    assertThat(back.rows()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      for (int d = 0; d < 2; d++) {
        assertThat((double) back.values().get(i)[d])
            .isCloseTo(POINTS.get(i).value(d), within(5e-5));
      }
    }
  }

  @Test
  void bringAnImageBack() {
    Image image = random(5);

    float[] back = images.decode(images.encode(List.of(image), exact()), exact()).values().get(0);

    for (int i = 0; i < back.length; i++) {
      // A twentieth of a level; levels are taken at the middle of their bins.
      assertThat((double) back[i]).isCloseTo((image.value(i) + 0.5) / 256, within(2e-4));
    }
  }

  private static Image random(long seed) {
    byte[] pixels = new byte[IMAGE.size()];
    new SplittableRandom(seed).nextBytes(pixels);
    return Image.of("r" + seed, IMAGE, ElementType.U8, pixels);
  }

  @Test
  void takeLevelsAtTheMiddleOfTheirBins() {
    Image image = random(1);
    float[] middles = new float[IMAGE.size()];
    for (int i = 0; i < middles.length; i++) {
      middles[i] = (float) ((image.value(i) + 0.5) / 256);
    }
    SamplePlan plan = SamplePlan.builder().sampler("heun").steps(3).build();

    assertThat(images.encode(List.of(image), plan).values().get(0))
        .containsExactly(
            images.encode(List.of(Image.ofFloats("m", IMAGE, middles)), plan).values().get(0));
  }

  @Test
  void areThoseOfTheirImageInAnyCompany() {
    SamplePlan plan = exact();
    List<Image> several = List.of(random(1), random(2), random(3));
    List<float[]> together = images.encode(several, plan).values();

    for (int i = 0; i < 3; i++) {
      assertThat(images.encode(several.subList(i, i + 1), plan).values().get(0))
          .containsExactly(together.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SdeSpec.Type.class,
      names = {"VP", "VE"})
  void areStandardNormalWherePriorDrawsAre(SdeSpec.Type sde) {
    ModelDescription description =
        ModelDescription.of(
            "random",
            SdeSpec.of(sde),
            IMAGE,
            new DataSpec.Images(256, new DataTransform.Centered()));
    SamplePlan plan = SamplePlan.builder().sampler("heun").steps(4).count(2).seed(8).build();
    List<float[]> normals = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      double[] xi = new double[IMAGE.size()];
      new NoiseStream(8).normals(row, Purpose.PRIOR, 0, 0, 0, xi);
      normals.add(floats(xi));
    }
    try (DriftModel model =
        open(
            Artefact.of(
                description, Artefacts.graph(new SmallImageNetwork(1, 8, 8), 3), Map.of()))) {
      List<float[]> drawn = model.sample(plan).values();
      List<float[]> decoded = model.decode(new Latents(IMAGE, normals), plan).values();

      for (int row = 0; row < 2; row++) {
        double scale = description.sde().toSde().priorDeviation();
        for (int i = 0; i < IMAGE.size(); i++) {
          // Latents are float32; that is all that differs.
          assertThat((double) decoded.get(row)[i])
              .isCloseTo(drawn.get(row)[i], within(1e-4 * scale));
        }
      }
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  void leadFromOneImageToAnother() {
    List<Image> two = List.of(random(1), random(2));

    Latents ends = images.encode(two, exact());
    Latents between = ends.interpolated(4);
    List<float[]> frames = images.decode(between, exact()).values();

    assertThat(frames).hasSize(4);
    assertThat(between.values().get(0)).containsExactly(ends.values().get(0));
    assertThat(between.values().get(3)).containsExactly(ends.values().get(1));
    for (int i = 0; i < IMAGE.size(); i++) {
      // As in bringAnImageBack.
      assertThat((double) frames.get(0)[i])
          .isCloseTo((two.get(0).value(i) + 0.5) / 256, within(2e-4));
      assertThat((double) frames.get(3)[i])
          .isCloseTo((two.get(1).value(i) + 0.5) / 256, within(2e-4));
    }
  }

  @Test
  void areWhereNoisySamplersBeginToo() {
    Latents latents = gaussian.encode(POINTS, exact());
    SamplePlan.Builder plan = SamplePlan.builder().sampler("euler-maruyama").steps(5).seed(2);

    List<float[]> some = gaussian.decode(latents, plan.firstRow(3).build()).values();
    List<float[]> others = gaussian.decode(latents, plan.firstRow(4).build()).values();

    // The noise is that of the row's number: the same latents go elsewhere under other numbers.
    assertThat(some.get(0)).isNotEqualTo(others.get(0));
    assertThat(gaussian.decode(latents, plan.firstRow(3).batch(2).build()).values())
        .containsExactly(some.toArray(float[][]::new));
  }

  @Test
  void arePartOfAPlan() {
    Latents latents = gaussian.encode(POINTS, exact());
    SamplePlan.Builder plan = SamplePlan.builder().sampler("euler-maruyama").steps(5).firstRow(3);
    Samples decoded = gaussian.decode(latents, plan.build());

    Samples drawn = gaussian.sample(plan.startingAt(latents).build());

    assertThat(drawn.rows())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(decoded.rows());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.count(2).build())
        .withMessage("count: 2 (expected: 3, one a latent)");
  }

  @Test
  void bringGuidedPointsBack() {
    List<GaussianNetwork> classes =
        List.of(
            new GaussianNetwork(List.of(1.0, 0.0), 0.5),
            new GaussianNetwork(List.of(-1.0, 0.0), 0.8),
            new GaussianNetwork(List.of(0.0, 0.3), 1.0));
    SamplePlan plan =
        SamplePlan.builder()
            .sampler("rk4")
            .steps(150)
            .labels(List.of(0, 1))
            .guidance(1.5)
            .guidanceInterval(0.1, 0.9)
            .build();
    try (DriftModel model = open(Artefacts.labelledPoints(2, classes))) {
      Latents latents = model.encode(POINTS, plan);
      List<float[]> back = model.decode(latents, plan).values();

      for (int i = 0; i < 3; i++) {
        for (int d = 0; d < 2; d++) {
          // The drift jumps where guidance begins and ends, within a step: first order there.
          assertThat((double) back.get(i)[d]).isCloseTo(POINTS.get(i).value(d), within(0.02));
        }
      }
      SamplePlan plain = SamplePlan.builder().sampler("rk4").steps(150).label(0).build();
      assertThat(model.encode(POINTS, plain).values().get(0)).isNotEqualTo(latents.values().get(0));
    }
  }

  @Test
  void areReadAsTheyAreWritten(@TempDir Path folder) {
    Path file = folder.resolve("x.npy");
    Latents latents = new Latents(IMAGE, List.of(new float[64], new float[64]));
    latents.values().get(1)[9] = -1.25F;
    latents.writeNpy(file);

    Latents read = Latents.read(file);

    assertThat(read.shape()).isEqualTo(IMAGE);
    assertThat(read.values()).containsExactly(latents.values().toArray(float[][]::new));
  }

  @Test
  void areRefusedFromFilesThatHoldSomethingElse(@TempDir Path folder) throws IOException {
    Path nan = folder.resolve("nan.npy");
    try (NpyWriter writer = NpyWriter.create(nan, POINT, 1)) {
      writer.append(new float[] {1, Float.NaN});
    }
    Path pixels = folder.resolve("pixels");
    Files.write(pixels, new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7});

    assertThatThrownBy(() -> Latents.read(nan))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("latent 0 is not finite (expected: finite <f4");
    assertThatThrownBy(() -> Latents.read(pixels))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("latent 0 is of type U8 (expected: finite <f4");
  }

  @Test
  void areRefusedWhereTheyFitNoModel() {
    Latents three = new Latents(ItemShape.point(3), List.of(new float[3]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> gaussian.decode(three, exact()))
        .withMessage("latents: shape [3] (expected: [2], the model's)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> three.interpolated(5))
        .withMessage("latents: 1 (expected: 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latents(POINT, List.of(new float[2], new float[2])).interpolated(1))
        .withMessage("count: 1 (expected: >= 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latents(POINT, List.of()))
        .withMessage("latents: none (expected: at least one)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latents(POINT, List.of(new float[2], new float[3])))
        .withMessage("latents[1]: 3 numbers (expected: 2, shape [2])");
  }

  @Test
  void areFoundByRungeKuttaMethodsOnly() {
    SamplePlan noisy = SamplePlan.builder().sampler("euler-maruyama").steps(3).build();
    SamplePlan denoising = SamplePlan.builder().steps(3).end(EndPolicy.DENOISE).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> gaussian.encode(POINTS, noisy))
        .withMessageStartingWith("sampler: euler-maruyama (expected: a Runge–Kutta method");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gaussian.encode(POINTS, denoising))
        .withMessageStartingWith("end: denoise (expected: mean");
  }

  @Test
  void areRefusedToImagesOfAnotherKind() {
    assertThatThrownBy(() -> gaussian.encode(List.of(POINTS.get(0), random(1)), exact()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessage("image r1: shape [1, 8, 8] (expected: [2])");
    assertThatThrownBy(
            () -> images.encode(List.of(Image.ofFloats("far", IMAGE, filled(1.5F))), exact()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessage("image far: value 0 is 1.5 (expected: within [0, 1])");
  }

  private static float[] filled(float value) {
    float[] values = new float[IMAGE.size()];
    java.util.Arrays.fill(values, value);
    return values;
  }

  @Test
  void sayWhichImageDidNotArrive() {
    // 3.4e38 times the drift's coefficient is beyond float32, in which networks compute.
    List<Image> far = List.of(POINTS.get(0), Image.ofFloats("far", POINT, new float[] {3e38F, 0}));
    List<Sample> rows = new ArrayList<>();

    assertThatThrownBy(() -> gaussian.encode(far, rk4("uniform")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageStartingWith("image far: the drift or the state became NaN or infinite");
    gaussian.encode(far, rk4("uniform"), RunListener.taking(rows::add));
    assertThat(rows)
        .anySatisfy(
            row -> {
              assertThat(row.row()).isEqualTo(1);
              assertThat(row.values()).containsOnly(Float.NaN);
            });
  }
}
