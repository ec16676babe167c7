package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleEvent.EventCase;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.Tolerances;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Tag("one-jdk")
class StreamingTest {
  private static final ModelRef POINTS = ModelRef.newBuilder().setName("points").build();
  // Hours of work, so that a call which ends has been stopped.
  private static final SampleRequest ENDLESS =
      SampleRequest.newBuilder()
          .setModel(POINTS)
          .setCount(1_000_000)
          .setSampler("euler")
          .setSteps(10_000)
          .build();
  // Many rows that cost nearly nothing.
  private static final SampleRequest MANY =
      SampleRequest.newBuilder()
          .setModel(POINTS)
          .setCount(100_000)
          .setSampler("euler")
          .setSteps(1)
          .build();

  @TempDir Path path;

  @Test
  void tellsAcceptedThenEachRowThenTheSummary() {
    try (InProcess server = InProcess.start(path, 4)) {
      List<SampleEvent> events = new ArrayList<>();
      server.blocking().sample(MANY.toBuilder().setCount(70).build()).forEachRemaining(events::add);
      events.removeIf(event -> event.getEventCase() == EventCase.PROGRESS);

      assertThat(events).hasSize(72);
      assertThat(events.get(0).getAccepted().getModelVersion()).isEqualTo("12");
      assertThat(events.get(0).getAccepted().getPlan().getGrid()).isEqualTo("uniform");
      assertThat(events.subList(1, 71))
          .extracting(event -> event.getSample().getRow())
          .doesNotHaveDuplicates();
      assertThat(events.get(71).getSummary().getRows()).isEqualTo(70);
      assertThat(events.get(71).getSummary().getEvaluations()).isEqualTo(70);
      assertThat(events.get(71).getSummary().getFailedRows()).isZero();
    }
  }

  @Test
  void stopsEvaluatingWhenTheCallerCancels() throws Exception {
    try (InProcess server = InProcess.start(path, 4)) {
      Context.CancellableContext context = Context.current().withCancellation();
      context.run(
          () -> {
            Iterator<SampleEvent> events = server.blocking().sample(ENDLESS);
            assertThat(events.next().hasAccepted()).isTrue();
            assertThat(events.next().hasProgress()).isTrue();
          });
      context.cancel(null);

      assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void stopsEvaluatingAtTheDeadline() throws Exception {
    try (InProcess server = InProcess.start(path, 4)) {
      // Its own tolerances make it take far more than an adaptive sampler is taken to need.
      SampleRequest slow =
          SampleRequest.newBuilder()
              .setModel(POINTS)
              .setCount(server.adaptiveRows(0.1))
              .setSampler("adaptive-sde")
              .setTolerances(Tolerances.newBuilder().setRtol(1e-5).setAtol(1e-5))
              .build();
      // The first call of a process takes longer.
      server.blocking().sample(MANY.toBuilder().setCount(1).build()).forEachRemaining(e -> {});
      Iterator<SampleEvent> events =
          server.blocking().withDeadlineAfter(1500, TimeUnit.MILLISECONDS).sample(slow);
      assertThat(events.next().hasAccepted()).isTrue();

      Status.Code end = end(events);

      assertThat(end).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void freesThePlaceOfALikelihoodCallThatIsCancelledBetweenImages() throws Exception {
    try (InProcess server = InProcess.start(path, 4)) {
      BlockingQueue<LikelihoodResult> results = new LinkedBlockingQueue<>();
      Context.CancellableContext context = Context.current().withCancellation();
      StreamObserver<LikelihoodRequest> call =
          context.call(() -> server.async().logLikelihood(InProcess.into(results)));
      call.onNext(plan());
      call.onNext(item("a"));
      assertThat(results.poll(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(server.workers().awaitIdle(Duration.ofMillis(10))).isFalse();

      context.cancel(null);

      assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void scoresAnImageBeforeTheNextOneComes() throws Exception {
    try (InProcess server = InProcess.start(path, 4)) {
      BlockingQueue<LikelihoodResult> results = new LinkedBlockingQueue<>();
      StreamObserver<LikelihoodRequest> call =
          server.async().logLikelihood(InProcess.into(results));
      call.onNext(plan());
      for (String id : List.of("a", "b", "c")) {
        call.onNext(item(id));

        LikelihoodResult result = results.poll(10, TimeUnit.SECONDS);

        assertThat(result).isNotNull();
        assertThat(result.getId()).isEqualTo(id);
        assertThat(result.getOk()).isTrue();
      }
      call.onCompleted();
      assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void scoresMoreImagesThanMayWait() {
    try (InProcess server = InProcess.start(path, 4)) {
      List<LikelihoodRequest> requests = new ArrayList<>(List.of(plan()));
      IntStream.range(0, 200).forEach(i -> requests.add(item(Integer.toString(i))));

      Scored scored = server.score(requests);

      assertThat(scored.cause()).isEmpty();
      assertThat(scored.results())
          .extracting(LikelihoodResult::getId)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 200).mapToObj(Integer::toString).toList());
    }
  }

  @Test
  void holdsBackForASlowReader() throws Exception {
    try (InProcess server = InProcess.start(path, 4)) {
      SlowReader reader = new SlowReader();
      server.async().sample(MANY, reader);
      reader.take(5);
      // A second is time for tens of thousands of these rows.
      assertThat(reader.end.isDone()).isFalse();
      TimeUnit.SECONDS.sleep(1);

      // One more than was asked for is on its way.
      assertThat(server.sent()).isBetween(5, 7);
      reader.call().cancel("enough", null);
      assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void losesPatienceWithAReaderThatStops() throws Exception {
    try (InProcess server = InProcess.start(path, 4, Duration.ofMillis(200))) {
      SlowReader reader = new SlowReader();
      server.async().sample(MANY, reader);
      reader.take(1);

      assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
      reader.take(2);
      assertThat(reader.end.get(10, TimeUnit.SECONDS)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  @Test
  void refusesMoreCallsThanMayBeOpen() throws Exception {
    try (InProcess server = InProcess.start(path, 2)) {
      Iterator<SampleEvent> first = server.blocking().sample(ENDLESS);
      Iterator<SampleEvent> second = server.blocking().sample(ENDLESS);
      assertThat(first.next().hasAccepted() && second.next().hasAccepted()).isTrue();

      Status.Code third = end(server.blocking().sample(ENDLESS));

      assertThat(third).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  private static Status.Code end(Iterator<SampleEvent> events) {
    try {
      events.forEachRemaining(event -> {});
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private static LikelihoodRequest plan() {
    return LikelihoodRequest.newBuilder()
        .setPlan(LikelihoodPlan.newBuilder().setModel(POINTS))
        .build();
  }

  private static LikelihoodRequest item(String id) {
    return LikelihoodRequest.newBuilder()
        .setItem(LikelihoodImage.newBuilder().setId(id).setImage(InProcess.point(1, -0.5f)))
        .build();
  }

  /** Takes events only when told to. */
  private static final class SlowReader
      implements ClientResponseObserver<SampleRequest, SampleEvent> {
    private final CompletableFuture<ClientCallStreamObserver<SampleRequest>> started =
        new CompletableFuture<>();
    private final BlockingQueue<SampleEvent> events = new LinkedBlockingQueue<>();
    final CompletableFuture<Status.Code> end = new CompletableFuture<>();

    @Override
    public void beforeStart(ClientCallStreamObserver<SampleRequest> stream) {
      stream.disableAutoRequestWithInitial(1);
      started.complete(stream);
    }

    ClientCallStreamObserver<SampleRequest> call() {
      return started.join();
    }

    /** Waits for so many events and asks for one more after each. */
    void take(int count) throws InterruptedException {
      for (int i = 0; i < count && !end.isDone(); i++) {
        events.poll(1, TimeUnit.SECONDS);
        call().request(1);
      }
    }

    @Override
    public void onNext(SampleEvent event) {
      events.add(event);
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
