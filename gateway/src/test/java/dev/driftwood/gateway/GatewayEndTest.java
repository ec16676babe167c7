package dev.driftwood.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a gateway ends with its server. */
@Timeout(240)
@Tag("one-jdk")
class GatewayEndTest {
  private static final Duration LONG = Duration.ofHours(1);
  // Hours of work, so that a call which ends has been stopped.
  private static final int ENDLESS = 1_000_000;

  @TempDir private Path folder;

  @Test
  void letsRunningStreamsComeToTheirEnd() throws Exception {
    try (Served served = Served.with(folder, settings -> settings.withDrain(LONG))) {
      // About a second of work each.
      BufferedReader lines = lines(served, 500, 100);
      DataInputStream frames = frames(served, 500, 100);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(served.server()::close);
      List<String> rest = lines.lines().toList();

      assertThat(rest).hasSizeGreaterThan(500);
      assertThat(rest.get(rest.size() - 1)).contains("\"summary\"");
      assertThat(last(frames).hasSummary()).isTrue();
      closing.get(60, TimeUnit.SECONDS);
      assertThat(served.server().drained()).isTrue();
    }
  }

  @Test
  void takesCallsUntilTheDelayIsOverAndNoneAfter() throws Exception {
    try (Served served =
        Served.with(
            folder,
            settings ->
                settings
                    .withDrain(LONG)
                    .withOperation(settings.operation().withDrainDelay(Duration.ofSeconds(3))))) {
      BufferedReader lines = lines(served, ENDLESS, 10_000);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(served.server()::close);

      assertThat(served.get("/v1/models").statusCode()).isEqualTo(200);
      awaitRefusal(served);
      assertThat(closing).isNotDone();

      served.server().hurry();
      closing.get(60, TimeUnit.SECONDS);
      assertThat(lines.lines().reduce("", (before, line) -> line)).contains("UNAVAILABLE");
    }
  }

  /** Without a new connection, or by a refused one. */
  private static void awaitRefusal(Served served) throws InterruptedException {
    HttpRequest request = served.request("/v1/models").build();
    for (int attempt = 0; attempt < 600; attempt++) {
      try {
        if (served.client().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()
            == 503) {
          return;
        }
      } catch (IOException e) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("calls are taken still");
  }

  @Test
  void cutsWhatTakesTooLongAndSaysSo() throws Exception {
    try (Served served =
        Served.with(folder, settings -> settings.withDrain(Duration.ofMillis(200)))) {
      BufferedReader lines = lines(served, ENDLESS, 10_000);
      frames(served, ENDLESS, 10_000);

      served.server().close();

      assertThat(served.server().drained()).isFalse();
      assertThat(lines.lines().reduce("", (before, line) -> line)).contains("UNAVAILABLE");
    }
  }

  private static BufferedReader lines(Served served, int count, int steps) throws IOException {
    HttpRequest request =
        served
            .request(
                "/v1/models/points:sample?sampler=euler&count=%d&steps=%d".formatted(count, steps))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                served.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    assertThat(lines.readLine()).contains("accepted");
    return lines;
  }

  private static DataInputStream frames(Served served, int count, int steps) throws IOException {
    byte[] message =
        SampleRequest.newBuilder()
            .setModel(ModelRef.newBuilder().setName("points"))
            .setCount(count)
            .setSampler("euler")
            .setSteps(steps)
            .build()
            .toByteArray();
    byte[] frame =
        ByteBuffer.allocate(5 + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .array();
    HttpRequest request =
        served
            .request("/driftwood.v1.DriftwoodService/Sample")
            .header("Content-Type", "application/grpc-web+proto")
            .POST(HttpRequest.BodyPublishers.ofByteArray(frame))
            .build();
    InputStream body = served.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    DataInputStream frames = new DataInputStream(body);
    assertThat(frames.readByte()).isZero();
    assertThat(SampleEvent.parseFrom(frames.readNBytes(frames.readInt())).hasAccepted()).isTrue();
    return frames;
  }

  /** The last message before the trailers. */
  private static SampleEvent last(DataInputStream frames) throws IOException {
    SampleEvent last = SampleEvent.getDefaultInstance();
    while (frames.readByte() == 0) {
      last = SampleEvent.parseFrom(frames.readNBytes(frames.readInt()));
    }
    return last;
  }
}
