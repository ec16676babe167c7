package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server as it is started by default, but that it looks more often, on a card that is absent. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@Tag("one-jdk")
class ServeReloadTest {
  @TempDir private Path folder;

  @Test
  void showsWhatBecomesOfFilesAndDevices() throws Exception {
    TinyModels.points(folder);
    StringWriter err = new StringWriter();
    PipedWriter out = new PipedWriter();
    BufferedReader lines = new BufferedReader(new PipedReader(out));
    Thread server = new Thread(() -> serve(new PrintWriter(out), new PrintWriter(err)));
    server.start();
    try {
      String address = lines.readLine().substring("listening on ".length());
      Files.writeString(folder.resolve("late.onnx"), "no network", StandardCharsets.UTF_8);
      TinyModels.images(folder);
      JsonNode models = list(address);
      while (models.size() < 3
          || !models.findValuesAsText("state").contains("broken")
          || models.findValuesAsText("state").contains("loading")) {
        TimeUnit.MILLISECONDS.sleep(500);
        models = list(address);
      }

      assertThat(models.findValuesAsText("name")).containsExactly("images", "late", "points");
      assertThat(models.findValuesAsText("state")).containsExactly("serving", "broken", "serving");
      assertThat(models.get(0).get("device").asText()).isEqualTo("cuda:999 -> cpu");
      Typed table = Typed.run("client", "models", "--server", address);
      assertThat(table.err()).singleElement().asString().startsWith("driftwood: late.onnx: ");
    } finally {
      server.interrupt();
      server.join();
    }
    assertThat(err.toString())
        .contains("device cuda:999 can't be used", "images/1: loaded in ", "late.onnx: ");
  }

  private void serve(PrintWriter out, PrintWriter err) {
    Console console = new Console(out, err, false, false);
    Main.run(
        console,
        "serve",
        "--models",
        folder.toString(),
        "--port",
        "0",
        "--reload-seconds",
        "0.2",
        "--max-batch",
        "2",
        "--device",
        "cuda:999",
        "--fallback",
        "cpu");
  }

  private static JsonNode list(String address) throws IOException {
    Typed typed = Typed.run("client", "models", "--server", address, "--json");
    return new ObjectMapper().readTree(typed.lastLine());
  }
}
