package dev.driftwood.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames of gRPC-Web, put together and taken apart by hand. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcWebTest {
  private static final SampleRequest THREE =
      SampleRequest.newBuilder()
          .setModel(ModelRef.newBuilder().setName("points"))
          .setCount(3)
          .setSampler("euler")
          .setSteps(2)
          .build();

  private Served served;

  /** What an answer holds: messages, then trailers. */
  private record Answer(List<byte[]> messages, String trailers) {}

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException {
    served = Served.start(folder);
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void streamsInBinary() throws IOException {
    HttpResponse<byte[]> response = call("application/grpc-web+proto", frame(THREE.toByteArray()));
    Answer answer = answer(response.body());

    assertThat(response.headers().firstValue("content-type"))
        .hasValue("application/grpc-web+proto");
    assertThat(answer.trailers()).contains("grpc-status: 0");
    requireThree(answer.messages());
  }

  @Test
  void streamsInText() throws IOException {
    byte[] body = Base64.getEncoder().encode(frame(THREE.toByteArray()));
    HttpResponse<byte[]> response = call("application/grpc-web-text+proto", body);
    Answer answer = answer(decoded(new String(response.body(), StandardCharsets.US_ASCII)));

    assertThat(answer.trailers()).contains("grpc-status: 0");
    requireThree(answer.messages());
  }

  @Test
  void saysWhatIsWrong() {
    SampleRequest none = THREE.toBuilder().setCount(0).build();
    HttpResponse<byte[]> response = call("application/grpc-web+proto", frame(none.toByteArray()));
    boolean inHeaders = response.headers().firstValue("grpc-status").isPresent();
    String said =
        inHeaders
            ? "grpc-status: " + response.headers().firstValue("grpc-status").get()
            : answer(response.body()).trailers();

    assertThat(said).contains("grpc-status: 3");
  }

  @Test
  void refusesAMessageThatIsTooLarge() {
    SampleRequest large = THREE.toBuilder().setGrid("1".repeat(70_000)).build();
    HttpResponse<byte[]> response = call("application/grpc-web+proto", frame(large.toByteArray()));
    String said = response.headers().map() + answer(response.body()).trailers();

    assertThat(said).containsPattern("grpc-status\\W+8");
  }

  private static void requireThree(List<byte[]> messages) throws IOException {
    List<SampleEvent> events = new ArrayList<>();
    for (byte[] message : messages) {
      events.add(SampleEvent.parseFrom(message));
    }
    assertThat(events.get(0).getAccepted().getModelName()).isEqualTo("points");
    assertThat(events.stream().filter(SampleEvent::hasSample)).hasSize(3);
    assertThat(events.get(events.size() - 1).getSummary().getRows()).isEqualTo(3);
  }

  private HttpResponse<byte[]> call(String type, byte[] body) {
    HttpRequest request =
        served
            .request("/driftwood.v1.DriftwoodService/Sample")
            .header("Content-Type", type)
            .header("Accept", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return served.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  /** Frames: a byte whose top bit says trailers, four bytes of length, the content. */
  private static Answer answer(byte[] body) {
    ByteBuffer rest = ByteBuffer.wrap(body);
    List<byte[]> messages = new ArrayList<>();
    StringBuilder trailers = new StringBuilder();
    while (rest.hasRemaining()) {
      boolean trailer = rest.get() < 0;
      byte[] content = new byte[rest.getInt()];
      rest.get(content);
      if (trailer) {
        trailers.append(
            new String(content, StandardCharsets.US_ASCII).replaceAll(":(?=\\S)", ": "));
      } else {
        messages.add(content);
      }
    }
    return new Answer(messages, trailers.toString());
  }

  /** Base64 of pieces one after the other, each with its own padding. */
  private static byte[] decoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i += 4) {
      bytes.put(Base64.getDecoder().decode(text.substring(i, i + 4)));
    }
    byte[] all = new byte[bytes.position()];
    bytes.flip().get(all);
    return all;
  }
}
