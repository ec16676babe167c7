package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.wire.StatusDetails;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More is asked for than can be done: what is let in is done, and no less than before. */
@Tag("slow")
@Timeout(120)
class GoodputTest {
  private static final int SECONDS = 8;
  private static final int ROUNDS = 3;

  @TempDir Path path;

  @Test
  void doesAsMuchWhenEightTimesAsMuchIsAskedFor() {
    try (InProcess server = InProcess.start(path, 64)) {
      SampleRequest request =
          SampleRequest.newBuilder()
              .setModel(ModelRef.newBuilder().setName("points"))
              .setSampler("euler")
              .setSteps(400)
              .setCount(50)
              .build();
      offered(server, request, 4, InProcess.CENTURY);

      List<Round> rounds = Stream.generate(() -> round(server, request)).limit(ROUNDS).toList();

      assertThat(middle(rounds, Round::goodput)).as("%s", rounds).isGreaterThan(0.9);
      assertThat(rounds)
          .allSatisfy(
              round -> assertThat(round.much()).containsKey(Status.Code.RESOURCE_EXHAUSTED));
      // Refused before they begin, not late.
      assertThat(middle(rounds, Round::late)).as("%s", rounds).isLessThanOrEqualTo(0.05);
    }
  }

  /** One after the other, as a shared machine is not as fast at all times. */
  private record Round(Map<Status.Code, Integer> usual, Map<Status.Code, Integer> much) {
    double goodput() {
      return (double) ok(much) / ok(usual);
    }

    double late() {
      return (double) much.getOrDefault(Status.Code.DEADLINE_EXCEEDED, 0) / ok(much);
    }
  }

  private static Round round(InProcess server, SampleRequest request) {
    Map<Status.Code, Integer> usual = offered(server, request, 4, InProcess.CENTURY);
    assertThat(ok(usual)).isPositive();
    // Room for a dozen callers.
    Duration deadline = Duration.ofSeconds(3L * 4 * SECONDS).dividedBy(ok(usual));
    return new Round(usual, offered(server, request, 32, deadline));
  }

  private static double middle(List<Round> rounds, ToDoubleFunction<Round> value) {
    return rounds.stream().mapToDouble(value).sorted().toArray()[ROUNDS / 2];
  }

  private static int ok(Map<Status.Code, Integer> counts) {
    return counts.getOrDefault(Status.Code.OK, 0);
  }

  private static Map<Status.Code, Integer> offered(
      InProcess server, SampleRequest request, int callers, Duration deadline) {
    Map<Status.Code, Integer> counts = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    Runnable caller =
        () -> {
          while (System.nanoTime() < end) {
            counts.merge(call(server, request, deadline), 1, Integer::sum);
          }
        };
    List<CompletableFuture<Void>> all =
        Stream.generate(() -> CompletableFuture.runAsync(caller, threads)).limit(callers).toList();
    all.forEach(CompletableFuture::join);
    threads.shutdown();
    return counts;
  }

  private static Status.Code call(InProcess server, SampleRequest request, Duration deadline) {
    try {
      server
          .blocking()
          .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
          .sample(request)
          .forEachRemaining(event -> {});
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      pause(e);
      // Said by the server before the request begins, and not by the clock.
      boolean refused = String.valueOf(e.getStatus().getDescription()).contains("would take");
      return refused ? Status.Code.RESOURCE_EXHAUSTED : e.getStatus().getCode();
    }
  }

  /** A caller who obeys the push-back, as gRPC's own retries do. */
  private static void pause(StatusRuntimeException refusal) {
    Metadata trailers = refusal.getTrailers();
    String pushback = trailers == null ? null : trailers.get(StatusDetails.PUSHBACK);
    try {
      TimeUnit.MILLISECONDS.sleep(pushback == null ? 100 : Long.parseLong(pushback));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
