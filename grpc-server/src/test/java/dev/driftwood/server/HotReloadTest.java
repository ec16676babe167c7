package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.Placement;
import dev.driftwood.server.models.RepositorySettings;
import dev.driftwood.server.models.ServedModel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models are added, replaced and removed while requests use them. */
@Timeout(300)
class HotReloadTest {
  private static final List<Artefact> VARIANTS =
      List.of(
          Artefacts.gaussianPoints(List.of(0.0, 0.0), 1),
          Artefacts.gaussianPoints(List.of(3.0, -2.0), 0.5),
          Artefacts.gaussianPoints(List.of(-7.0, 1.0), 2));

  @TempDir Path path;
  private ModelRepository models;
  private InProcess server;

  @BeforeEach
  void serve() {
    put("plain.onnx", 0);
    put("points/1/model.onnx", 0);
    models =
        ModelRepository.open(
            RepositorySettings.of(path, Placement.of(Folder.SETTINGS))
                .with(BatchSettings.DEFAULT.withMostRows(4), Admission.usual())
                .withReload(Duration.ofMillis(20)));
    server = InProcess.start(models, ServerSettings.of("", 0).withCalls(64));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void failsNoRequestWhileModelsChange() throws Exception {
    changeUnderLoad(4);
  }

  @Test
  @Tag("slow")
  void failsNoRequestWhileModelsChangeManyTimes() throws Exception {
    changeUnderLoad(100);
  }

  private void changeUnderLoad(int rounds) throws Exception {
    List<ServedModel> old = new ArrayList<>();
    try (SamplingCrowd crowd = SamplingCrowd.start(server, VARIANTS, List.of("plain", "points"))) {
      for (int round = 1; round <= rounds; round++) {
        int version = round + 1;
        old.add(models.find("plain", ""));
        old.add(models.find("points", ""));
        put("plain.onnx", round);
        put("points/" + version + "/model.onnx", round);
        String digest = variant(round).digest();
        Await.until(() -> models.find("plain", "").model().artefact().digest().equals(digest));
        Await.until(() -> models.find("points", "").version() == version);
        Files.delete(path.resolve("points/" + round + "/model.onnx"));
        crowd.awaitMore(10);
      }
      crowd.end();

      assertThat(crowd.failures()).isEmpty();
      assertThat(crowd.answers()).isGreaterThan(10 * rounds);
      Set<String> digests = new TreeSet<>(VARIANTS.stream().map(Artefact::digest).toList());
      assertThat(crowd.digests()).isEqualTo(digests);
    }
    Await.until(() -> models.retiring() == 0 && models.models().size() == 2);
    SamplePlan plan = SamplePlan.builder().steps(1).build();
    assertThat(old)
        .allSatisfy(
            gone -> assertThatIllegalStateException().isThrownBy(() -> gone.model().sample(plan)));
  }

  @Test
  void keepsAStreamOnTheModelThatItBeganWith() throws Exception {
    BlockingQueue<LikelihoodResult> results = new LinkedBlockingQueue<>();
    StreamObserver<LikelihoodRequest> stream = open(results);
    ServedModel old = models.find("plain", "");
    double before = score(stream, results);
    put("plain.onnx", 1);
    Await.until(() -> models.find("plain", "").model() != old.model());

    assertThat(models.retiring()).isEqualTo(1);
    assertThat(score(stream, results)).isEqualTo(before);
    StreamObserver<LikelihoodRequest> next = open(results);
    assertThat(score(next, results)).isNotEqualTo(before);
    assertThat(models.retiring()).isEqualTo(1);

    stream.onCompleted();
    next.onCompleted();
    Await.until(() -> models.retiring() == 0);
    assertThatIllegalStateException()
        .isThrownBy(() -> old.model().sample(SamplePlan.builder().steps(1).build()));
  }

  private StreamObserver<LikelihoodRequest> open(BlockingQueue<LikelihoodResult> results) {
    StreamObserver<LikelihoodRequest> stream =
        server.async().logLikelihood(InProcess.into(results));
    LikelihoodPlan.Builder plan =
        LikelihoodPlan.newBuilder().setModel(ModelRef.newBuilder().setName("plain"));
    stream.onNext(LikelihoodRequest.newBuilder().setPlan(plan).build());
    return stream;
  }

  private static double score(
      StreamObserver<LikelihoodRequest> stream, BlockingQueue<LikelihoodResult> results)
      throws InterruptedException {
    LikelihoodImage image =
        LikelihoodImage.newBuilder().setId("a").setImage(InProcess.point(0.5F, -1)).build();
    stream.onNext(LikelihoodRequest.newBuilder().setItem(image).build());
    LikelihoodResult result = results.poll(20, TimeUnit.SECONDS);
    assertThat(result).isNotNull();
    assertThat(result.getOk()).isTrue();
    return result.getLogLikelihoodNats();
  }

  private static Artefact variant(int number) {
    return VARIANTS.get(number % VARIANTS.size());
  }

  /** Puts a file in its place in one go. */
  private void put(String file, int number) {
    try {
      Path target = path.resolve(file);
      Files.createDirectories(target.getParent());
      Path part = target.resolveSibling("." + target.getFileName());
      Files.write(part, variant(number).bytes());
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
