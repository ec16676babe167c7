package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.batch.Lane;
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
  private static final int DEADLINE = 2;

  @TempDir Path path;

  @Test
  void doesAsMuchWhenEightTimesAsMuchIsAskedFor() {
    ServerSettings settings = ServerSettings.of("", 0).withLongest(Duration.ofSeconds(60));
    ModelRepository models = Folder.standard(path).open(Duration.ofSeconds(60));
    try (InProcess server = InProcess.start(models, settings)) {
      double rate = models.find("points", "").shared().buckets().get(Lane.DRIFT).best().rate();
      // A quarter of a second each, so four callers fill half of what the deadline has room for.
      int rows = (int) Math.max(8, 0.25 * rate / 100);
      SampleRequest request =
          SampleRequest.newBuilder()
              .setModel(ModelRef.newBuilder().setName("points"))
              .setSampler("euler")
              .setSteps(100)
              .setCount(rows)
              .build();
      offered(server, request, 4);

      Map<Status.Code, Integer> usual = offered(server, request, 4);
      Map<Status.Code, Integer> much = offered(server, request, 32);

      double goodput = (double) ok(much) / ok(usual);
      assertThat(goodput).as("usual %s, much %s", usual, much).isGreaterThan(0.9);
      // Refused before they begin, not late.
      assertThat(much.getOrDefault(Status.Code.DEADLINE_EXCEEDED, 0))
          .isLessThanOrEqualTo(ok(much) / 20);
    }
  }

  private static int ok(Map<Status.Code, Integer> counts) {
    return counts.getOrDefault(Status.Code.OK, 0);
  }

  private static Map<Status.Code, Integer> offered(
      InProcess server, SampleRequest request, int callers) {
    Map<Status.Code, Integer> counts = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    Runnable caller =
        () -> {
          while (System.nanoTime() < end) {
            counts.merge(call(server, request), 1, Integer::sum);
          }
        };
    List<CompletableFuture<Void>> all =
        Stream.generate(() -> CompletableFuture.runAsync(caller, threads)).limit(callers).toList();
    all.forEach(CompletableFuture::join);
    threads.shutdown();
    return counts;
  }

  private static Status.Code call(InProcess server, SampleRequest request) {
    try {
      server
          .blocking()
          .withDeadlineAfter(DEADLINE, TimeUnit.SECONDS)
          .sample(request)
          .forEachRemaining(event -> {});
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      pause();
      return e.getStatus().getCode();
    }
  }

  /** A caller who obeys the push-back. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
