package dev.driftwood.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.server.security.SecuritySettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the service learns of who calls. */
@Timeout(240)
@Tag("one-jdk")
class CallersTest {
  private static final String LOOPBACK = "127\\.0\\.0\\.1:[0-9]+";
  // SHA-256 of "secret", by sha256sum of coreutils 9.1.
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  @TempDir private Path folder;

  @Test
  void haveAnAddressAndARequestIdOverBothWays() throws Exception {
    try (Served served = Served.start(folder)) {
      HttpResponse<String> json =
          served.send(
              served
                  .request("/v1/models")
                  .header("X-Request-Id", "one")
                  // Nobody says so from outside.
                  .header("driftwood-peer", "192.0.2.1 5")
                  .build());
      HttpResponse<String> failed =
          served.send(served.request("/v1/models/nothing").header("X-Request-Id", "two").build());
      HttpResponse<String> stream =
          served.send(
              served
                  .request("/v1/models/points:sample?count=1&steps=1")
                  .header("X-Request-Id", "three")
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build());

      assertThat(json.headers().firstValue("x-request-id")).hasValue("one");
      assertThat(served.ended("one").peer()).matches(LOOPBACK);
      assertThat(failed.headers().firstValue("x-request-id")).hasValue("two");
      assertThat(served.ended("two").peer()).matches(LOOPBACK);
      assertThat(stream.headers().firstValue("x-request-id")).hasValue("three");
      assertThat(served.ended("three").peer()).matches(LOOPBACK);

      web(served);
      assertThat(served.ended("four").peer()).matches(LOOPBACK);
    }
  }

  /** An empty message: all models. */
  private static void web(Served served) {
    HttpRequest request =
        served
            .request("/driftwood.v1.DriftwoodService/ListModels")
            .header("Content-Type", "application/grpc-web+proto")
            .header("X-Request-Id", "four")
            .header("driftwood-peer", "192.0.2.1 5")
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5]))
            .build();
    assertThat(served.send(request).headers().firstValue("x-request-id")).hasValue("four");
  }

  @Test
  void withoutATokenAreToldSoBeforeTheirBodyIsRead() throws Exception {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens.yaml"), "[{name: ann, sha256: %s}]".formatted(SECRET));
    Path models = Files.createDirectory(folder.resolve("models"));
    try (Served served =
            Served.with(
                models,
                settings ->
                    settings.withOperation(
                        settings
                            .operation()
                            .withSecurity(SecuritySettings.OPEN.withTokens(tokens))));
        Socket socket = new Socket("127.0.0.1", served.port())) {
      String head =
          "POST /v1/models/points:sample HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
              + "\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

      assertThat(answer.readLine()).contains(" 401 ");
      HttpResponse<String> known =
          served.send(
              served
                  .request("/v1/models/points:sample?count=1&steps=1")
                  .header("Authorization", "Bearer secret")
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build());
      assertThat(known.statusCode()).isEqualTo(200);
    }
  }
}
