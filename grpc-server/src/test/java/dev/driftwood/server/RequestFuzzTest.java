package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.driftwood.proto.v1.Blocks;
import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.Interval;
import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.Mask;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.Observation;
import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.RowRange;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.Tolerances;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.ort.LiveNatives;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.ServedModel;
import dev.driftwood.wire.Images;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is sent, in any field or as bytes, is answered as documented and soon, and leaves the
 * server as it was.
 */
@Timeout(300)
@Tag("one-jdk")
class RequestFuzzTest {
  /** Requests of the long test for each method: {@code -Ddriftwood.fuzz.requests=N}. */
  private static final int MANY = Integer.getInteger("driftwood.fuzz.requests", 20_000);

  /** Seconds of the long test for each method, at most. */
  private static final String SECONDS = System.getenv("DRIFTWOOD_REQUEST_SECONDS");

  private static final int CALLS = 4;
  private static final long PATIENCE = 250;
  private static final ModelRef POINTS = ModelRef.newBuilder().setName("points").build();
  private static final ModelRef IMAGES = ModelRef.newBuilder().setName("images").build();
  private static final ModelRef LABELLED = ModelRef.newBuilder().setName("labelled").build();
  private static final SampleRequest USUAL =
      SampleRequest.newBuilder()
          .setModel(POINTS)
          .setCount(3)
          .setSampler("heun")
          .setSteps(2)
          .setSeed(1)
          .build();

  private static ModelRepository models;
  private static DriftwoodServer server;
  private static ManagedChannel channel;
  private static List<SampleEvent> expected;
  private static long natives;

  /** What is called, with requests that are sensible before they are made odd. */
  enum Method {
    SAMPLE(DriftwoodServiceGrpc.getSampleMethod(), samples()),
    RESUME(DriftwoodServiceGrpc.getResumeMethod(), resumes()),
    LIKELIHOOD(DriftwoodServiceGrpc.getLogLikelihoodMethod(), plans()),
    LIST(DriftwoodServiceGrpc.getListModelsMethod(), lists()),
    GET(
        DriftwoodServiceGrpc.getGetModelMethod(),
        List.of(GetModelRequest.newBuilder().setModel(POINTS).build()));

    private final MethodDescriptor<?, ?> method;
    private final List<? extends Message> bases;

    Method(MethodDescriptor<?, ?> method, List<? extends Message> bases) {
      this.method = method;
      this.bases = bases;
    }

    /** Sends a message; where it is a plan, with an image after it, and an image after a plan. */
    void send(byte[] message) {
      if (this == LIKELIHOOD) {
        check(List.of(message, item(1).toByteArray()));
        check(List.of(bases.get(0).toByteArray(), message));
      } else {
        check(List.of(message));
      }
    }

    private void check(List<byte[]> requests) {
      RawCall.End end = RawCall.of(channel, method, requests, PATIENCE);
      DocumentedAnswer.require(end, bases.get(0).getDescriptorForType());
    }
  }

  private static List<SampleRequest> samples() {
    Image point = InProcess.point(1, 2);
    Image grey = Images.ofFloats(ItemShape.image(1, 2, 2), new float[4]);
    return List.of(
        USUAL,
        USUAL.toBuilder()
            .clearSteps()
            .setSampler("dormand-prince")
            .setTolerances(Tolerances.newBuilder().setRtol(0.1).setAtol(0.1))
            .setPreviewEvery(1)
            .build(),
        USUAL.toBuilder()
            .setModel(LABELLED)
            .setGuidance(2)
            .setGuidanceInterval(Interval.newBuilder().setLower(0.1).setUpper(0.9))
            .setLabel(1)
            .build(),
        USUAL.toBuilder().clearCount().addLatents(point).addLatents(point).build(),
        USUAL.toBuilder()
            .setModel(IMAGES)
            .setSampler("euler-maruyama")
            .setFormat(ImageFormat.IMAGE_FORMAT_PNG)
            .setObservation(
                Observation.newBuilder()
                    .setBlocks(Blocks.newBuilder().setSide(2))
                    .addImages(grey)
                    .setRepeats(1)
                    .setCorrections(1)
                    .setCorrectionSize(0.1))
            .build(),
        USUAL.toBuilder()
            .setObservation(
                Observation.newBuilder()
                    .setMask(Mask.newBuilder().addSeen(true).addSeen(false))
                    .addImages(point))
            .build());
  }

  private static List<ResumeRequest> resumes() {
    return List.of(
        ResumeRequest.newBuilder()
            .setOperationId("00000000-0000-0000-0000-000000000000")
            .addReceived(RowRange.newBuilder().setFirst(1).setCount(2))
            .build());
  }

  private static List<ListModelsRequest> lists() {
    return List.of(ListModelsRequest.newBuilder().setPageSize(1).build());
  }

  private static List<LikelihoodRequest> plans() {
    LikelihoodPlan.Builder ode =
        LikelihoodPlan.newBuilder().setModel(POINTS).setSolver("heun").setSteps(2);
    return List.of(
        LikelihoodRequest.newBuilder().setPlan(ode).build(),
        LikelihoodRequest.newBuilder()
            .setPlan(LikelihoodPlan.newBuilder().setModel(IMAGES).setMethod("elbo").setTimes(2))
            .build(),
        LikelihoodRequest.newBuilder()
            .setPlan(LikelihoodPlan.newBuilder().setModel(POINTS).setAnomaly(true))
            .build(),
        item(1));
  }

  private static LikelihoodRequest item(float value) {
    return LikelihoodRequest.newBuilder()
        .setItem(LikelihoodImage.newBuilder().setId("a").setImage(InProcess.point(value, 0)))
        .build();
  }

  @BeforeAll
  static void start(@TempDir Path path) {
    GaussianNetwork network = new GaussianNetwork(List.of(0.0, 1.0), 1);
    Folder folder =
        new Folder(path)
            .with("points.onnx", FragileModel.calibrated(Folder.points()).bytes())
            .with("images.onnx", Folder.images().bytes())
            .with(
                "labelled.onnx",
                Artefacts.labelledPoints(2, List.of(network, network, network)).bytes());
    models = folder.open();
    ServerSettings settings =
        ServerSettings.of("127.0.0.1", 0).withCalls(CALLS).withDrain(Duration.ofSeconds(1));
    server = DriftwoodServer.start(models, settings);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    expected = usual();
    natives = LiveNatives.ofRuns();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
  }

  private static List<SampleEvent> usual() {
    List<SampleEvent> samples = new ArrayList<>();
    DriftwoodServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .sample(USUAL)
        .forEachRemaining(
            event -> Stream.of(event).filter(SampleEvent::hasSample).forEach(samples::add));
    return samples;
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void answersOddValuesInEachField(Method method) throws Exception {
    List<Message> odd = new ArrayList<>(OddMessages.ofEachField(method.bases.get(0)));
    method.bases.stream().skip(1).map(OddMessages::ofEachFieldThere).forEach(odd::addAll);
    for (Message each : odd) {
      sending(method, each.toByteArray(), "field");
    }

    requireAsBefore();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void answersOddMessagesAndBytes(Method method) throws Exception {
    some(method, 60, 1, Long.MAX_VALUE);
  }

  @Tag("slow")
  @Timeout(3600)
  @ParameterizedTest
  @EnumSource(Method.class)
  void answersManyOddMessagesAndBytes(Method method) throws Exception {
    double seconds = SECONDS == null ? 3_000 : Double.parseDouble(SECONDS);
    some(method, MANY, 2, System.nanoTime() + (long) (1e9 * seconds));
  }

  private static void some(Method method, int count, long seed, long end) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count && (end == Long.MAX_VALUE || System.nanoTime() - end < 0); i++) {
      Message base = method.bases.get(random.nextInt(method.bases.size()));
      byte[] odd =
          i % 2 == 0
              ? OddMessages.ofSomeFields(base, random).toByteArray()
              : OddMessages.bytes(base, random);
      sending(method, odd, "number " + i + " of seed " + seed);
      if (i % 500 == 499) {
        requireAsBefore();
      }
    }
    requireAsBefore();
  }

  private static void sending(Method method, byte[] message, String which) {
    try {
      method.send(message);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("%s, %s: %s".formatted(method, which, show(method, message)), e);
    }
  }

  private static String show(Method method, byte[] message) {
    try {
      String text = method.bases.get(0).getParserForType().parseFrom(message).toString();
      return text.substring(0, Math.min(2_000, text.length()));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      return java.util.HexFormat.of().formatHex(message);
    }
  }

  /** A usual request has the bits it had, and nothing is held. */
  private static void requireAsBefore() throws InterruptedException {
    assertThat(usual()).isEqualTo(expected);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (held() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    for (ServedModel served : models.models()) {
      assertThat(served.shared().backlog().open()).describedAs(served.name()).isZero();
    }
    assertThat(LiveNatives.ofRuns()).describedAs(LiveNatives.line()).isEqualTo(natives);
  }

  private static boolean held() {
    boolean open = models.models().stream().anyMatch(m -> m.shared().backlog().open() > 0);
    return open || LiveNatives.ofRuns() != natives;
  }

  /** Or else nothing that the other tests check could be missed. */
  @Test
  void wouldSeeAnAnswerThatIsNotDocumented() {
    RawCall.End bug = new RawCall.End(io.grpc.Status.INTERNAL, new io.grpc.Metadata(), 0);
    RawCall.End bare = new RawCall.End(io.grpc.Status.INVALID_ARGUMENT, new io.grpc.Metadata(), 0);
    for (RawCall.End end : List.of(bug, bare)) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> DocumentedAnswer.require(end, SampleRequest.getDescriptor())))
          .isInstanceOf(AssertionError.class);
    }
  }
}
