package dev.driftwood.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page, and who may ask. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisitorsTest {
  private Served served;

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException {
    served = Served.start(folder);
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html, Driftwood",
    "/page.css, text/css, body",
    "/page.js, application/javascript, import",
    "/icon.svg, image/svg+xml, svg"
  })
  void getThePage(String path, String type, String words) {
    HttpResponse<String> page = served.get(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith(type);
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(page.body()).contains(words).doesNotContain("http://cdn", "https://cdn");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, , 200",
    "localhost:8080, http://localhost:8080, 200",
    "localhost:8080, https://friend.example, 200",
    "localhost:8080, https://stranger.example, 403",
    "localhost:8080, null, 403",
    "stranger.example:8080, , 403",
    "stranger.example, http://stranger.example, 403",
    "friend.example, https://friend.example, 200",
  })
  void areLetInByHostAndOrigin(String host, String origin, int code) throws IOException {
    String from = origin == null ? "" : "Origin: " + origin + "\r\n";

    assertThat(statusLine("GET /v1/models", "Host: " + host + "\r\n" + from))
        .contains(" " + code + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7:8080, true",
    "192.0.2.7, localhost:8080, true",
    "192.0.2.7, friend.example, true",
    "192.0.2.7, stranger.example:8080, false",
    "2001:db8::1, '[2001:db8::1]:8080', true",
    "0.0.0.0, stranger.example:8080, true",
    "'::', stranger.example:8080, true",
  })
  void knowWhatAnAddressIsCalled(String host, String authority, boolean known) {
    Visitors visitors = Visitors.of(host, Optional.of("https://friend.example"));

    assertThat(visitors.knows(authority)).isEqualTo(known);
  }

  private String statusLine(String what, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", served.port())) {
      String request = what + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void fromElsewhereMayAskWhereTheyAreAllowed() {
    HttpResponse<String> friend = preflight("https://friend.example");
    HttpResponse<String> stranger = preflight("https://stranger.example");

    assertThat(friend.headers().firstValue("access-control-allow-origin"))
        .hasValue("https://friend.example");
    assertThat(stranger.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  private HttpResponse<String> preflight(String origin) {
    return served.send(
        served
            .request("/v1/models/points:sample")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .build());
  }
}
