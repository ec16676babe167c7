package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server with a page, on this machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServeWebTest {
  @TempDir private Path folder;

  @Test
  void servesThePageWhereItSays() throws Exception {
    TinyModels.points(folder);
    PipedWriter out = new PipedWriter();
    BufferedReader lines = new BufferedReader(new PipedReader(out));
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
    Thread server = new Thread(() -> Main.run(console, words("--port", "0", "--web-port", "0")));
    server.start();
    String first = lines.readLine();
    String second = lines.readLine();
    URI url = URI.create(second.substring("web on ".length()));

    assertThat(first).matches("listening on 127\\.0\\.0\\.1:\\d+");
    assertThat(second).matches("web on http://127\\.0\\.0\\.1:\\d+/");
    assertThat(get(url)).contains("<title>Driftwood</title>");
    assertThat(get(url.resolve("v1/models"))).contains("\"points\"");
    server.interrupt();
    server.join();
  }

  private static String get(URI url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @ParameterizedTest
  @CsvSource({
    "70000, https://example.org, web-port: 70000 (expected: 0 to 65535)",
    "0, *, 'web-origin: * (expected: one origin, such as https://example.org)'"
  })
  void refusesWhatItCannotServe(String port, String origin, String words) {
    TinyModels.points(folder);
    StringWriter err = new StringWriter();
    Console console =
        new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false, false);

    int code = Main.run(console, words("--port", "0", "--web-port", port, "--web-origin", origin));

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(words);
  }

  private String[] words(String... options) {
    List<String> words = new ArrayList<>(List.of("serve", "--models", folder.toString()));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }
}
