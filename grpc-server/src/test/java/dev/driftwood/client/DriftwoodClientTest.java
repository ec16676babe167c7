package dev.driftwood.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.Samples;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.Folder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class DriftwoodClientTest {
  private static final ModelName POINTS = ModelName.parse("points");
  private static final ModelName IMAGES = ModelName.parse("images/1");
  private static final ItemShape IMAGE = ItemShape.image(1, 4, 4);

  private static DriftwoodServer server;
  private static DriftwoodClient client;
  private static DriftModel points;
  private static DriftModel images;

  @BeforeAll
  static void start(@TempDir Path path) {
    server = Folder.serve(path);
    client = DriftwoodClient.connect(ServerAddress.parse(server.address()));
    points = DriftModel.of(Folder.points(), OrtSettings.DEFAULT);
    images = DriftModel.of(Folder.images(), OrtSettings.DEFAULT);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    points.close();
    images.close();
  }

  static Stream<SamplePlan> samplePlans() {
    SamplePlan.Builder few = SamplePlan.builder().count(70).seed(-5).firstRow(3);
    return Stream.of(
        few.sampler("heun").steps(4).build(),
        few.sampler("rk4").evaluations(8).build(),
        few.sampler("dormand-prince").tolerances(1e-3, 1e-4).build(),
        SamplePlan.builder().sampler("euler-maruyama").steps(5).count(9).lambda(-0.5).build());
  }

  @ParameterizedTest
  @MethodSource("samplePlans")
  void drawsTheBitsOfALocalCall(SamplePlan plan) {
    assertSame(client.sample(POINTS, plan), points.sample(plan));
    assertSame(client.sample(IMAGES, plan), images.sample(plan));
  }

  private static void assertSame(Samples served, Samples local) {
    assertThat(served.shape()).isEqualTo(local.shape());
    assertThat(served.rows())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(local.rows());
  }

  static Stream<LikelihoodPlan> likelihoodPlans() {
    Budget steps = new Budget.Steps(3);
    Budget evaluations = new Budget.Evaluations(6);
    return Stream.of(
        LikelihoodPlan.defaults(),
        LikelihoodPlan.of(new LikelihoodMethod.Ode(SamplerKind.RK4, steps, Probes.Law.GAUSSIAN, 3))
            .withDraws(2)
            .withSeed(9)
            .withTMin(1e-4),
        LikelihoodPlan.of(
            new LikelihoodMethod.Ode(SamplerKind.HEUN, evaluations, Probes.Law.EXACT, 1)),
        LikelihoodPlan.of(
                new LikelihoodMethod.Ode(SamplerKind.HEUN, evaluations, Probes.Law.EXACT, 1))
            .withDraws(2)
            .withImportanceWeights(),
        LikelihoodPlan.of(new LikelihoodMethod.Vlb(OptionalInt.of(7))),
        LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT).withDraws(3),
        LikelihoodPlan.of(new LikelihoodMethod.Elbo(5, BoundForm.DIVERGENCE, Probes.Law.GAUSSIAN))
            .withTMin(0),
        LikelihoodPlan.of(
            new LikelihoodMethod.Elbo(6, BoundForm.SCORE_MATCHING, Probes.Law.RADEMACHER, true)));
  }

  @ParameterizedTest
  @MethodSource("likelihoodPlans")
  void scoresTheBitsOfALocalCall(LikelihoodPlan plan) {
    List<Image> pictures = pictures(50);

    List<Likelihood> served = client.logLikelihood(IMAGES, pictures, plan);

    // Records of doubles are equal when their bits are, NaN included.
    assertThat(served).isEqualTo(images.logLikelihood(pictures, plan));
    assertThat(served).allMatch(Likelihood::ok);
  }

  @Test
  void scoresAKnownGaussian() {
    Image point = Image.ofFloats("p", ItemShape.point(2), new float[] {1, -0.5f});
    LikelihoodPlan exact =
        LikelihoodPlan.of(
            new LikelihoodMethod.Ode(
                SamplerKind.DORMAND_PRINCE,
                new Budget.Tolerances(1e-6, 1e-6),
                Probes.Law.EXACT,
                1));

    Likelihood score = client.logLikelihood(POINTS, List.of(point), exact).get(0);

    // ln N(x; 0, I), which the diffusion keeps; float32 drifts leave about 1e-6.
    double expected = -0.5 * (1 + 0.25) - Math.log(2 * Math.PI);
    assertThat(score.nats()).isCloseTo(expected, within(1e-4));
  }

  @Test
  void failsABrokenImageAlone() {
    List<ImageItem> items = new ArrayList<>(pictures(2));
    items.add(1, new BrokenImage("bad", "damaged"));
    items.add(Image.of("wide", ItemShape.image(1, 2, 8), ElementType.U8, new byte[16]));
    List<Likelihood> served = new ArrayList<>();
    List<Likelihood> local = new ArrayList<>();

    LikelihoodPlan plan = LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT);
    client.logLikelihood(IMAGES, items.iterator(), plan, into(served));
    images.logLikelihood(items.iterator(), plan, into(local));

    assertThat(served).containsExactlyInAnyOrderElementsOf(local);
    assertThat(served)
        .filteredOn(score -> !score.ok())
        .extracting(Likelihood::id)
        .containsExactlyInAnyOrder("bad", "wide");
  }

  @Test
  void cancelsWhenTheListenerSaysSo() {
    List<Likelihood> scores = new ArrayList<>();
    Iterator<ImageItem> endless = Stream.<ImageItem>generate(() -> pictures(1).get(0)).iterator();

    client.logLikelihood(
        IMAGES,
        endless,
        LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT),
        new RunListener<>() {
          @Override
          public void finished(Likelihood score) {
            scores.add(score);
          }

          @Override
          public boolean cancelled() {
            return scores.size() >= 100;
          }
        });

    assertThat(scores).hasSizeGreaterThanOrEqualTo(100);
  }

  @Test
  void listsAndDescribesModels() {
    assertThat(client.models())
        .extracting(entry -> entry.name() + "/" + entry.version())
        .containsExactly("images/1", "points/1", "points/12");
    assertThat(client.models().get(0).digest()).isEqualTo(images.artefact().digest());
    assertThat(client.describe(IMAGES)).isEqualTo(images.description());
  }

  @Test
  void tellsBadArgumentsFromFailures() {
    SamplePlan many = SamplePlan.builder().count(100_000_000).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.sample(POINTS, many))
        .withMessageContaining("count: 100000000 (expected: at most");
    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> client.describe(ModelName.parse("pionts")))
        .withMessageContaining("nearest: 'points'");
  }

  @Test
  void saysInOneLineThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (DriftwoodClient lonely = DriftwoodClient.connect(new ServerAddress("127.0.0.1", port))) {
      assertThatExceptionOfType(DriftwoodException.class)
          .isThrownBy(lonely::models)
          .withMessageStartingWith("127.0.0.1:" + port + ": can't be reached")
          .withMessageMatching("[^\\n]*");
    }
  }

  @Test
  void endsAtTheDeadline() {
    ServerAddress address = ServerAddress.parse(server.address());
    SamplePlan endless =
        SamplePlan.builder().sampler("euler").steps(10_000).count(1_000_000).build();
    try (DriftwoodClient hasty =
        DriftwoodClient.connect(address, Optional.of(Duration.ofMillis(500)))) {
      assertThatExceptionOfType(DriftwoodException.class)
          .isThrownBy(() -> hasty.sample(POINTS, endless, RunListener.<Sample>none()))
          .withMessageContaining("not done in time");
    }
  }

  private static RunListener<Likelihood> into(List<Likelihood> scores) {
    return new RunListener<>() {
      @Override
      public void finished(Likelihood score) {
        scores.add(score);
      }
    };
  }

  private static List<Image> pictures(int count) {
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              byte[] pixels = new byte[16];
              random.nextBytes(pixels);
              return Image.of("image-" + i, IMAGE, ElementType.U8, pixels);
            })
        .toList();
  }
}
