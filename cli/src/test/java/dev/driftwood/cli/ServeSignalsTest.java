package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server ends that is asked to, or is not asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can't be sent a signal there")
@Timeout(120)
class ServeSignalsTest {
  private static final int TERMINATED = 128 + 15;

  /** Minutes of work. */
  private static final int VERY_MANY = 20_000;

  @TempDir private Path work;
  private Path models;

  @BeforeEach
  void makeModels() throws IOException {
    models = Files.createDirectory(work.resolve("models"));
    TinyModels.points(models);
  }

  @Test
  void letsRunningStreamsComeToTheirEnd() throws Exception {
    try (ServeProcess server = ServeProcess.start(work, models, "--port", 0, "--web-port", 0)) {
      // About a second of work each.
      ServeProcess.Running stream = server.begin(1000, 100);
      BufferedReader web = web(server, 1000, 100);

      server.terminate();

      assertThat(web.lines().reduce("", (before, line) -> line)).contains("\"summary\"");
      assertThat(stream.end().get(60, TimeUnit.SECONDS)).isEqualTo(Status.Code.OK);
      assertThat(stream.rows()).hasSize(1000);
      assertThat(server.exitCode()).isZero();
    }
  }

  /** A stream by HTTP that has begun. */
  private static BufferedReader web(ServeProcess server, int count, int steps) throws Exception {
    String url =
        server
            .await("out.txt", line -> line.startsWith("web on "))
            .replaceFirst("web on ", "")
            .concat("v1/models/points:sample?sampler=euler&count=%d&steps=%d")
            .formatted(count, steps);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.noBody()).build();
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body(),
                StandardCharsets.UTF_8));
    assertThat(lines.readLine()).contains("accepted");
    return lines;
  }

  @Test
  void failsIfItHadToCutAWebStream() throws Exception {
    try (ServeProcess server =
        ServeProcess.start(work, models, "--port", 0, "--web-port", 0, "--drain-seconds", 0.2)) {
      BufferedReader web = web(server, VERY_MANY, 1000);

      server.terminate();

      assertThat(web.lines().reduce("", (before, line) -> line)).contains("UNAVAILABLE");
      assertThat(server.exitCode()).isEqualTo(ExitCode.FAILED);
    }
  }

  @Test
  void endsAtOnceAtTheSecondSignal() throws Exception {
    try (ServeProcess server =
        ServeProcess.start(work, models, "--port", 0, "--drain-seconds", 1000)) {
      ServeProcess.Running stream = server.begin(VERY_MANY, 1000);
      server.terminate();
      // The first one is heard, as no more calls are taken.
      awaitRefusal(server);

      server.terminate();

      assertThat(server.exitCode()).isEqualTo(TERMINATED);
      requireCut(stream.end().get(60, TimeUnit.SECONDS));
    }
  }

  private static void awaitRefusal(ServeProcess server) throws Exception {
    Status.Code code = Status.Code.OK;
    for (int i = 0; i < 400 && code != Status.Code.UNAVAILABLE; i++) {
      ServeProcess.Running another = server.begin(1, 1);
      code = another.end().get(60, TimeUnit.SECONDS);
      Thread.sleep(25);
    }
    assertThat(code).isEqualTo(Status.Code.UNAVAILABLE);
  }

  private static void requireCut(Status.Code end) {
    assertThat(end).isIn(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
  }

  @Test
  @Tag("slow")
  void takesCallsForAWhileAfterItHasSaidThatItStops() throws Exception {
    try (ServeProcess server =
        ServeProcess.start(
            work, models, "--port", 0, "--drain-delay-seconds", 3, "--drain-seconds", 5)) {
      server.port();
      server.terminate();
      Thread.sleep(500);

      assertThat(server.begin(10, 10).end().get(60, TimeUnit.SECONDS)).isEqualTo(Status.Code.OK);
      assertThat(server.exitCode()).isZero();
    }
  }

  @Test
  @Tag("slow")
  void cutsWhatIsNotDoneInTimeWhileTheQueueIsFull() throws Exception {
    try (ServeProcess server =
        ServeProcess.start(work, models, "--port", 0, "--drain-seconds", 2, "--max-calls", 100)) {
      List<ServeProcess.Running> streams = new ArrayList<>();
      // Seconds of work each; where there is room for all of it, there is none for more calls.
      boolean full = false;
      for (int i = 0; i <= 100 && !full; i++) {
        streams.add(server.begin(2000, 1000));
        full = code(streams.get(i)) == Status.Code.RESOURCE_EXHAUSTED;
      }
      assertThat(full).isTrue();

      server.terminate();

      assertThat(server.exitCode()).isEqualTo(ExitCode.FAILED);
      for (ServeProcess.Running stream : streams) {
        assertThat(stream.end().get(60, TimeUnit.SECONDS))
            .isIn(
                Status.Code.OK,
                Status.Code.UNAVAILABLE,
                Status.Code.CANCELLED,
                Status.Code.RESOURCE_EXHAUSTED);
      }
    }
  }

  private static Status.Code code(ServeProcess.Running stream) {
    return stream.end().getNow(Status.Code.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, 600, 1000, 1500, 2500})
  @Tag("slow")
  void endsWithoutACrashWhileItStarts(int milliseconds) throws Exception {
    many();
    try (ServeProcess server = ServeProcess.start(work, models, "--port", 0)) {
      server.await("err.txt", line -> line.contains("configuration"));
      Thread.sleep(milliseconds);
      server.terminate();

      assertThat(server.exitCode()).isIn(TERMINATED, ExitCode.OK);
      assertThat(server.errors()).doesNotContain("this is a bug");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 500, 1000, 1500, 2500})
  @Tag("slow")
  void endsAtOnceWithoutACrashWhileItStartsAndIsAskedTwice(int milliseconds) throws Exception {
    many();
    try (ServeProcess server = ServeProcess.start(work, models, "--port", 0)) {
      server.await("err.txt", line -> line.contains("configuration"));
      Thread.sleep(milliseconds);
      server.terminate();
      Thread.sleep(20);
      server.terminate();

      assertThat(server.exitCode()).isIn(TERMINATED, ExitCode.OK);
    }
  }

  /** Some seconds of loading and measuring. */
  private void many() throws IOException {
    for (int i = 0; i < 30; i++) {
      Files.copy(models.resolve("points.onnx"), models.resolve("points" + i + ".onnx"));
    }
  }

  @Test
  @Tag("slow")
  void startsAgainOnItsPortAfterItWasKilled() throws Exception {
    int port;
    try (ServeProcess server = ServeProcess.start(work, models, "--port", 0)) {
      port = server.port();
      ServeProcess.Running stream = server.begin(VERY_MANY, 1000);
      server.kill();
      assertThat(server.exitCode()).isEqualTo(128 + 9);
      requireCut(stream.end().get(60, TimeUnit.SECONDS));
    }
    try (ServeProcess again = ServeProcess.start(work, models, "--port", port)) {
      assertThat(again.begin(5, 5).end().get(60, TimeUnit.SECONDS)).isEqualTo(Status.Code.OK);
      again.terminate();
      assertThat(again.exitCode()).isZero();
    }
  }
}
