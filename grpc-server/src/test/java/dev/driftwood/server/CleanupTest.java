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
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a call ends, it leaves nothing behind: no place, no claim, no evaluation. */
@Timeout(60)
class CleanupTest {
  private static final ModelRef POINTS = ModelRef.newBuilder().setName("points").build();
  private static final int ENDLESS = 1_000_000;

  /** How calls end. */
  enum End {
    NORMAL,
    CANCEL,
    DEADLINE,
    REFUSED,
    SLOW_READER,
    CONNECTION_CUT
  }

  @TempDir Path path;

  @ParameterizedTest
  @EnumSource(End.class)
  void leavesNothingOfASampleCall(End end) throws Exception {
    try (InProcess server = InProcess.start(path, 8, Duration.ofMillis(300))) {
      Reader<SampleRequest, SampleEvent> reader = new Reader<>(end != End.SLOW_READER);
      boolean brief = end == End.NORMAL || end == End.REFUSED;
      SampleRequest.Builder request = SampleRequest.newBuilder().setModel(POINTS);
      if (end == End.DEADLINE) {
        Tolerances tight = Tolerances.newBuilder().setRtol(1e-5).setAtol(1e-5).build();
        request.setCount(server.adaptiveRows(0.1)).setSampler("adaptive-sde").setTolerances(tight);
      } else {
        request
            .setCount(brief ? 3 : ENDLESS)
            .setSampler("euler")
            .setSteps(end == End.REFUSED ? -1 : 3);
      }
      if (end == End.DEADLINE) {
        server
            .async()
            .withDeadlineAfter(1500, TimeUnit.MILLISECONDS)
            .sample(request.build(), reader);
      } else {
        server.async().sample(request.build(), reader);
      }
      finish(end, server, reader);

      requireClean(server, "points");
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void leavesNothingOfALikelihoodCall(End end) throws Exception {
    try (InProcess server = InProcess.start(path, 8, Duration.ofMillis(300))) {
      Reader<LikelihoodRequest, LikelihoodResult> reader = new Reader<>(end != End.SLOW_READER);
      var call =
          end == End.DEADLINE
              ? server.async().withDeadlineAfter(500, TimeUnit.MILLISECONDS).logLikelihood(reader)
              : server.async().logLikelihood(reader);
      LikelihoodPlan.Builder plan = LikelihoodPlan.newBuilder().setModel(POINTS);
      plan.setProbes(end == End.REFUSED ? -1 : 1);
      call.onNext(LikelihoodRequest.newBuilder().setPlan(plan).build());
      for (int i = 0; i < 20 && !reader.ended(); i++) {
        LikelihoodImage image =
            LikelihoodImage.newBuilder().setId("" + i).setImage(InProcess.point(1, 0)).build();
        call.onNext(LikelihoodRequest.newBuilder().setItem(image).build());
      }
      if (end == End.NORMAL || end == End.SLOW_READER) {
        call.onCompleted();
      }
      finish(end, server, reader);

      requireClean(server, "points");
    }
  }

  private static void finish(End end, InProcess server, Reader<?, ?> reader) throws Exception {
    switch (end) {
      case NORMAL -> assertThat(reader.end()).isEqualTo(Status.Code.OK);
      case CANCEL -> {
        reader.awaitFirst();
        reader.cancel();
      }
      case DEADLINE -> assertThat(reader.end()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      case REFUSED -> assertThat(reader.end()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      case SLOW_READER -> {
        // The server's patience is 300 ms.
        reader.awaitFirst();
        assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
      }
      case CONNECTION_CUT -> {
        reader.awaitFirst();
        server.cut();
      }
    }
  }

  private static void requireClean(InProcess server, String model) throws Exception {
    assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    var shared = server.models().find(model, "").shared();
    assertThat(shared.backlog().open()).isZero();
    assertThat(shared.backlog().evaluations()).isZero();
    long calls = shared.statistics().calls();
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(shared.statistics().calls()).isEqualTo(calls);
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
