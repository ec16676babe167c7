package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.proto.v1.DrawnSample;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.Tolerances;
import dev.driftwood.runtime.batch.BatchStatistics;
import io.grpc.Context;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What requests get does not depend on who shares their network calls. */
@Timeout(60)
@Tag("one-jdk")
class SharedCallsTest {
  private static final ModelRef POINTS = ModelRef.newBuilder().setName("points").build();
  private static final ModelRef IMAGES = ModelRef.newBuilder().setName("images").build();

  @TempDir Path path;

  @Test
  void givesTheSameBitsAloneAndAmongOthersWhoJoinAndLeave() {
    try (InProcess server = InProcess.start(path, 64)) {
      List<SampleRequest> requests =
          List.of(
              sample(1, "heun", 13).setCount(20).build(),
              sample(2, "euler-maruyama", 31).setCount(7).build(),
              adaptive(3).setCount(3).build(),
              sample(4, "dpm-solver++", 9).setCount(1).build());
      List<Map<Long, DrawnSample>> alone = requests.stream().map(r -> drawn(server, r)).toList();
      LikelihoodResult scoredAlone = score(server);

      // Many neighbours, half of whom leave in the middle.
      List<CompletableFuture<?>> crowd = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        SampleRequest neighbour = sample(100 + i, "heun", 5 + 17 * i).setCount(1 + 3 * i).build();
        boolean leaves = i % 2 == 0;
        crowd.add(CompletableFuture.runAsync(() -> visit(server, neighbour, leaves)));
      }
      List<CompletableFuture<Map<Long, DrawnSample>>> together =
          requests.stream()
              .map(r -> CompletableFuture.supplyAsync(() -> drawn(server, r)))
              .toList();
      LikelihoodResult scoredTogether = score(server);

      assertThat(together.stream().map(CompletableFuture::join).toList()).isEqualTo(alone);
      assertThat(scoredTogether).isEqualTo(scoredAlone);
      crowd.forEach(CompletableFuture::join);
      assertThat(images(server).shared()).isPositive();
    }
  }

  private static BatchStatistics images(InProcess server) {
    return server.models().find("images", "").shared().statistics();
  }

  private static SampleRequest.Builder sample(long seed, String sampler, int steps) {
    return SampleRequest.newBuilder()
        .setModel(IMAGES)
        .setSampler(sampler)
        .setSteps(steps)
        .setSeed(seed);
  }

  private static SampleRequest.Builder adaptive(long seed) {
    return SampleRequest.newBuilder()
        .setModel(IMAGES)
        .setSampler("dormand-prince")
        .setTolerances(Tolerances.newBuilder().setRtol(1e-2).setAtol(1e-2))
        .setSeed(seed);
  }

  private static Map<Long, DrawnSample> drawn(InProcess server, SampleRequest request) {
    Map<Long, DrawnSample> rows = new TreeMap<>();
    server
        .blocking()
        .sample(request)
        .forEachRemaining(
            event -> {
              if (event.hasSample()) {
                rows.put(event.getSample().getRow(), event.getSample());
              }
            });
    assertThat(rows).hasSize((int) request.getCount());
    return rows;
  }

  private static void visit(InProcess server, SampleRequest request, boolean leaves) {
    Context.CancellableContext context = Context.current().withCancellation();
    context.run(
        () -> {
          Iterator<SampleEvent> events = server.blocking().sample(request);
          events.next();
          if (!leaves) {
            events.forEachRemaining(event -> {});
          }
        });
    context.cancel(null);
  }

  private static LikelihoodResult score(InProcess server) {
    LikelihoodPlan plan = LikelihoodPlan.newBuilder().setModel(IMAGES).setSteps(10).build();
    float[] pixels = new float[16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i + 0.5f) / 17;
    }
    return server
        .score(
            List.of(
                LikelihoodRequest.newBuilder().setPlan(plan).build(),
                item("a", dev.driftwood.wire.Images.ofFloats(image(), pixels))))
        .results()
        .get(0);
  }

  private static dev.driftwood.runtime.data.ItemShape image() {
    return dev.driftwood.runtime.data.ItemShape.image(1, 4, 4);
  }

  private static LikelihoodRequest item(String id, dev.driftwood.proto.v1.Image image) {
    return LikelihoodRequest.newBuilder()
        .setItem(LikelihoodImage.newBuilder().setId(id).setImage(image))
        .build();
  }

  @Test
  void tellsLikelihoodsOfAGaussianAsTheFormulaDoes() {
    try (InProcess server = InProcess.start(path, 64)) {
      LikelihoodPlan plan =
          LikelihoodPlan.newBuilder().setModel(POINTS).setTmin(0).setExactTrace(true).build();
      float[][] points = {{0f, 0f}, {1f, -0.5f}, {-2f, 1.5f}};
      List<LikelihoodRequest> requests = new ArrayList<>();
      requests.add(LikelihoodRequest.newBuilder().setPlan(plan).build());
      IntStream.range(0, points.length)
          .forEach(i -> requests.add(item("" + i, InProcess.point(points[i]))));

      Scored scored = server.score(requests);

      assertThat(scored.results()).hasSize(points.length);
      for (LikelihoodResult result : scored.results()) {
        float[] x = points[Integer.parseInt(result.getId())];
        double exact = -Math.log(2 * Math.PI) - 0.5 * (x[0] * x[0] + x[1] * x[1]);
        // The solver's tolerance is 1e-5; a network in float32 adds as much.
        assertThat(result.getLogLikelihoodNats()).isCloseTo(exact, within(1e-3));
      }
    }
  }

  @Test
  void drawsFromAGaussianWhatItsLawSays() {
    try (InProcess server = InProcess.start(path, 64)) {
      SampleRequest request =
          SampleRequest.newBuilder()
              .setModel(ModelRef.newBuilder().setName("points").setVersion("1"))
              .setSampler("heun")
              .setSteps(40)
              .setCount(2000)
              .setSeed(5)
              .build();
      double[] sums = new double[2];
      double[] squares = new double[2];
      drawn(server, request)
          .values()
          .forEach(
              row -> {
                float[] x = dev.driftwood.wire.DrawnSamples.sample(row).values();
                for (int d = 0; d < 2; d++) {
                  sums[d] += x[d] / 2000;
                  squares[d] += x[d] * x[d] / 2000;
                }
              });

      // N((1, 2), 1/4 I): five standard errors of a mean are 0.056, of a variance 0.040; Heun's
      // method is a hundredth off with 40 steps.
      double[] mean = {1, 2};
      for (int d = 0; d < 2; d++) {
        assertThat(sums[d]).isCloseTo(mean[d], within(0.07));
        assertThat(squares[d] - sums[d] * sums[d]).isCloseTo(0.25, within(0.05));
      }
    }
  }

  @Test
  void showsWhereRowsAreGoing() {
    try (InProcess server = InProcess.start(path, 64)) {
      SampleRequest request =
          sample(1, "euler", 400)
              .setCount(2)
              .setPreviewEvery(1)
              .setFormat(ImageFormat.IMAGE_FORMAT_PNG)
              .build();
      List<SampleEvent> events = new ArrayList<>();
      server.blocking().sample(request).forEachRemaining(events::add);

      assertThat(events.get(0).getAccepted().getPlan().getPreviewEvery()).isEqualTo(1);
      List<SampleEvent> previews = events.stream().filter(SampleEvent::hasPreview).toList();
      // Superseded ones are left out, so their number is the reader's.
      assertThat(previews).isNotEmpty();
      assertThat(previews)
          .allSatisfy(
              event -> {
                assertThat(event.getPreview().getT()).isBetween(0.0, 1.0);
                assertThat(event.getPreview().getImage().getPng().size()).isPositive();
              });
      assertThat(events.get(events.size() - 1).hasSummary()).isTrue();
    }
  }
}
