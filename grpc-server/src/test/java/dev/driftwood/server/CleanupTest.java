package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.Tolerances;
import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.ort.LiveNatives;
import io.grpc.Status;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a call ends, it leaves nothing behind: no place, no claim, no bytes, no evaluation, no
 * stream, and nothing of ONNX Runtime that is open.
 */
@Timeout(60)
class CleanupTest {
  private static final ModelRef MODEL = ModelRef.newBuilder().setName("fragile").build();
  private static final int ENDLESS = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /** What is called. */
  enum Method {
    SAMPLE,
    LIKELIHOOD,
    ANOMALY
  }

  /** How calls end. */
  enum End {
    NORMAL,
    CANCEL,
    DEADLINE,
    REFUSED,
    NOT_FINITE,
    NETWORK_FAILS,
    SLOW_READER,
    CONNECTION_CUT
  }

  private static Artefact model;
  private static InProcess server;
  private static long idle;

  @BeforeAll
  static void start(@TempDir Path path) {
    model = FragileModel.calibrated();
    server = open(path);
    idle = LiveNatives.ofRuns();
  }

  private static InProcess open(Path path) {
    ServerSettings settings =
        ServerSettings.of("", 0).withCalls(8).withPatience(PATIENCE).withLongest(InProcess.CENTURY);
    Folder folder = new Folder(path).with("fragile.onnx", model.bytes());
    return InProcess.start(folder.open(InProcess.CENTURY), settings);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> cells() {
    return Arrays.stream(Method.values())
        .flatMap(method -> Arrays.stream(End.values()).map(end -> Arguments.of(method, end)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void leavesNothing(Method method, End end) throws Exception {
    Reader<?, ?> reader = call(server, method, end);

    finish(method, end, reader);

    requireClean(server, idle);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void leavesNothingWhenTheServerStops(Method method, @TempDir Path path) throws Exception {
    long sessions = LiveNatives.count(LiveNatives.Kind.SESSION);
    InProcess stopping = open(path);
    SharedModel shared = stopping.models().find("fragile", "").shared();
    Reader<?, ?> reader = call(stopping, method, End.CANCEL);
    reader.awaitFirst();

    stopping.stop();

    assertThat(reader.end()).isIn(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
    stopping.close();
    assertThat(shared.backlog().open()).isZero();
    assertThat(LiveNatives.ofRuns()).isEqualTo(idle);
    assertThat(LiveNatives.count(LiveNatives.Kind.SESSION)).isEqualTo(sessions);
  }

  /** Or else no cell could fail: while a call is open all of it is seen. */
  @Test
  void seesACallThatIsStillThere() throws Exception {
    Reader<?, ?> reader = call(server, Method.SAMPLE, End.CANCEL);
    reader.awaitFirst();
    SharedModel shared = server.models().find("fragile", "").shared();

    assertThat(server.workers().awaitIdle(Duration.ofMillis(1))).isFalse();
    assertThat(shared.backlog().open()).isEqualTo(1);
    assertThat(shared.backlog().bytes()).isPositive();
    assertThat(server.operations().open()).isEqualTo(1);

    reader.cancel();
    requireClean(server, idle);
  }

  private static Reader<?, ?> call(InProcess to, Method method, End end) {
    return method == Method.SAMPLE ? sample(to, end) : score(to, end, method == Method.ANOMALY);
  }

  private static Reader<?, ?> sample(InProcess to, End end) {
    Reader<SampleRequest, SampleEvent> reader = new Reader<>(end != End.SLOW_READER);
    SampleRequest.Builder request =
        SampleRequest.newBuilder().setModel(MODEL).setSampler("euler").setSteps(3);
    switch (end) {
      case NORMAL -> request.setCount(3);
      case REFUSED -> request.setCount(3).setSteps(-1);
      case NOT_FINITE -> request.addLatents(InProcess.point(FragileModel.NAN, 0));
      case NETWORK_FAILS -> request.addLatents(InProcess.point(FragileModel.FAILURE, 0));
      case DEADLINE ->
          request
              .setCount(to.adaptiveRows("fragile", 0.1))
              .setSampler("adaptive-sde")
              .setTolerances(Tolerances.newBuilder().setRtol(1e-5).setAtol(1e-5));
      case CANCEL, SLOW_READER, CONNECTION_CUT -> request.setCount(ENDLESS);
    }
    timed(to.async(), end, 1500).sample(request.build(), reader);
    return reader;
  }

  private static Reader<?, ?> score(InProcess to, End end, boolean anomaly) {
    Reader<LikelihoodRequest, LikelihoodResult> reader = new Reader<>(end != End.SLOW_READER);
    StreamObserver<LikelihoodRequest> call = timed(to.async(), end, 500).logLikelihood(reader);
    LikelihoodPlan.Builder plan = LikelihoodPlan.newBuilder().setModel(MODEL).setAnomaly(anomaly);
    if (end == End.REFUSED) {
      plan.setProbes(-1);
    }
    call.onNext(LikelihoodRequest.newBuilder().setPlan(plan).build());
    float odd =
        end == End.NOT_FINITE
            ? FragileModel.NAN
            : end == End.NETWORK_FAILS ? FragileModel.FAILURE : 1;
    for (int i = 0; i < 20 && !reader.ended(); i++) {
      LikelihoodImage image =
          LikelihoodImage.newBuilder().setId("" + i).setImage(InProcess.point(odd, i)).build();
      call.onNext(LikelihoodRequest.newBuilder().setItem(image).build());
    }
    if (end == End.NORMAL || end == End.SLOW_READER || end == End.NOT_FINITE) {
      call.onCompleted();
    }
    return reader;
  }

  private static <S extends AbstractStub<S>> S timed(S stub, End end, long time) {
    return end == End.DEADLINE ? stub.withDeadlineAfter(time, TimeUnit.MILLISECONDS) : stub;
  }

  private static void finish(Method method, End end, Reader<?, ?> reader) throws Exception {
    switch (end) {
      case NORMAL, NOT_FINITE -> assertThat(reader.end()).isEqualTo(Status.Code.OK);
      case CANCEL -> {
        reader.awaitFirst();
        reader.cancel();
      }
      case DEADLINE -> assertThat(reader.end()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      case REFUSED -> assertThat(reader.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      case NETWORK_FAILS -> assertThat(reader.end()).isEqualTo(Status.Code.INTERNAL);
      case SLOW_READER -> {
        reader.awaitFirst();
        assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
      }
      case CONNECTION_CUT -> {
        reader.awaitFirst();
        server.cut();
      }
    }
  }

  private static void requireClean(InProcess server, long natives) throws Exception {
    assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    SharedModel shared = server.models().find("fragile", "").shared();
    assertThat(shared.backlog().open()).isZero();
    assertThat(shared.backlog().evaluations()).isZero();
    assertThat(shared.backlog().bytes()).isZero();
    assertThat(server.operations().open()).isZero();
    long calls = shared.statistics().calls();
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(shared.statistics().calls()).isEqualTo(calls);
    assertThat(LiveNatives.ofRuns()).describedAs(LiveNatives.line()).isEqualTo(natives);
  }

  /** Reads all, or one message and no more. */
  private static final class Reader<Q, A> implements ClientResponseObserver<Q, A> {
    private final boolean reads;
    private final CompletableFuture<Status.Code> end = new CompletableFuture<>();
    private final CompletableFuture<A> first = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<Q>> started =
        new CompletableFuture<>();

    Reader(boolean reads) {
      this.reads = reads;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
      if (!reads) {
        stream.disableAutoRequestWithInitial(1);
      }
      started.complete(stream);
    }

    void awaitFirst() throws Exception {
      first.get(20, TimeUnit.SECONDS);
    }

    void cancel() {
      started.join().cancel("enough", null);
    }

    boolean ended() {
      return end.isDone();
    }

    Status.Code end() throws Exception {
      return end.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void onNext(A message) {
      first.complete(message);
    }

    @Override
    public void onError(Throwable cause) {
      end.complete(Status.fromThrowable(cause).getCode());
    }

    @Override
    public void onCompleted() {
      end.complete(Status.Code.OK);
    }
  }
}
