package dev.driftwood.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleRequest;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers that leave, and readers that do not read. */
@Timeout(60)
@Tag("one-jdk")
class ReaderTest {
  // Hours of work, so that a call which ends has been stopped.
  private static final String ENDLESS =
      "/v1/models/points:sample?count=1000000&steps=10000&sampler=euler";
  // Rows of some 22 KB each, 110 MB together.
  private static final String MANY = "/v1/models/large:sample?count=5000&steps=1&sampler=euler";

  @TempDir private Path folder;

  @Test
  void stopsTheWorkOfWhoHasLeft() throws Exception {
    try (Served served = Served.start(folder, 1)) {
      HttpRequest endless =
          served.request(ENDLESS).POST(HttpRequest.BodyPublishers.noBody()).build();
      HttpResponse<InputStream> running =
          served.send(endless, HttpResponse.BodyHandlers.ofInputStream());
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(running.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).contains("accepted");
      HttpResponse<String> refused = served.post("/v1/models/points:sample?count=1&steps=1", "");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
      assertThat(Served.json(refused.body()).at("/error/details").findValuesAsText("retryDelay"))
          .containsExactly("1s");

      lines.close();

      assertThat(admittedSoon(served)).isTrue();
    }
  }

  private static boolean admittedSoon(Served served) throws InterruptedException {
    for (int attempt = 0; attempt < 100; attempt++) {
      if (served.post("/v1/models/points:sample?count=1&steps=1", "").statusCode() == 200) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }

  @Test
  void makesNoMoreLinesThanASlowReaderTakes() throws Exception {
    assertThat(sentTo(MANY, "application/json", new byte[0])).isBetween(1, 1000);
  }

  @Test
  void makesNoMoreFramesThanASlowReaderTakes() throws Exception {
    byte[] message =
        SampleRequest.newBuilder()
            .setModel(ModelRef.newBuilder().setName("large"))
            .setCount(5000)
            .setSteps(1)
            .setSampler("euler")
            .build()
            .toByteArray();
    byte[] frame = ByteBuffer.allocate(5 + message.length).putInt(1, message.length).array();
    System.arraycopy(message, 0, frame, 5, message.length);

    assertThat(sentTo("/driftwood.v1.DriftwoodService/Sample", "application/grpc-web+proto", frame))
        .isBetween(1, 1000);
  }

  /** What is sent to who does not read: what the buffers between hold, some megabytes at most. */
  private int sentTo(String path, String type, byte[] body) throws Exception {
    try (Served served = Served.start(folder, 4);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress("127.0.0.1", served.port()));
      String head =
          "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n";
      OutputStream out = socket.getOutputStream();
      out.write(head.formatted(path, type, body.length).getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
      int before = 0;
      while (served.sent() == 0 || served.sent() != before) {
        before = served.sent();
        // Time for many of these rows.
        TimeUnit.MILLISECONDS.sleep(500);
      }
      return before;
    }
  }
}
