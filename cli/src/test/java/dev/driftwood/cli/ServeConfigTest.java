package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of {@code driftwood serve} in a file, and what they ask for. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServeConfigTest {
  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void prepare() throws IOException {
    TinyModels.points(Files.createDirectory(folder.resolve("models")));
    config = folder.resolve("serve.yaml");
  }

  @Test
  void servesAsItsFileSaysUnlessItIsToldOtherwise() throws Exception {
    Path tokens = folder.resolve("tokens.yaml");
    Path log = folder.resolve("access.log");
    Files.writeString(tokens, "[{name: ann, sha256: %s}]".formatted(sha256("hush")));
    Files.write(
        config,
        List.of(
            "models: " + folder.resolve("models"),
            "port: 0",
            "admin-port: 0",
            "max-calls: 7",
            "max-steps: 100",
            "tokens: " + tokens,
            "access-log: " + log));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
    Thread server =
        new Thread(
            () -> Main.run(console, "serve", "--config", config.toString(), "--max-steps=9"));
    server.start();
    try {
      String address = awaitLine(out, "listening on ").substring("listening on ".length());

      Typed unknown = Typed.run("client", "models", "--server", address);
      Typed known = Typed.run("client", "models", "--server", address, "--token", "hush");

      assertThat(unknown.code()).isEqualTo(ExitCode.FAILED);
      assertThat(unknown.err()).singleElement().asString().contains("no token");
      assertThat(known.code()).isZero();
      assertThat(awaitLine(err, "driftwood: configuration "))
          .contains("\"port\":0", "\"max-calls\":7", "\"max-steps\":9")
          .doesNotContain("hush");
      assertThat(err.toString()).contains("driftwood: metrics on port ");
      awaitLines(log, 2);
      assertThat(Files.readAllLines(log).get(1)).contains("\"principal\":\"ann\"", "ListModels");
    } finally {
      server.interrupt();
      server.join();
    }
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8")));
  }

  private static String awaitLine(StringWriter said, String start) throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      List<String> found =
          said.toString().lines().filter(line -> line.startsWith(start)).limit(1).toList();
      if (!found.isEmpty()) {
        return found.get(0);
      }
      Thread.sleep(25);
    }
    throw new AssertionError(said.toString());
  }

  private static void awaitLines(Path file, int count) throws Exception {
    for (int i = 0; i < 400 && Files.readAllLines(file).size() < count; i++) {
      Thread.sleep(25);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prot: 1 | unknown key 'prot' (nearest: 'port'",
        "port: many | --port",
        "config: x | unknown key 'config'",
        "tls-cert: x | tls-cert, tls-key: one (expected: both or none)",
        "tls-client-ca: x | tls-client-ca: given (expected: tls-cert, too)",
        "{tokens: x, client-calls: 3} | expected: quotas in the file of tokens",
        "client-calls: 0 | client-calls: 0 (expected: >= 1)",
        "client-evaluations-per-second: 0 | client-evaluations-per-second: 0.0 (expected: > 0)",
        "drain-seconds: -1 | drain-seconds: -1.0 (expected: 0 to 1e9)",
        "reload-seconds: 1e10 | reload-seconds: 1.0E10 (expected: 0 to 1e9)",
        "secrets-reload-seconds: 0 | secrets-reload-seconds: 0.0 (expected: > 0, at most 1e9)",
        "admin-port: 70000 | admin-port: 70000 (expected: 0 to 65535)",
        "admin-grpc-port: -1 | admin-grpc-port: -1 (expected: 0 to 65535)",
        "keepalive-seconds: 0 | keepalive-seconds: 0.0 (expected: > 0, at most 1e9)",
        "max-connection-seconds: -1 | max-connection-seconds: -1.0 (expected: 0 to 1e9)",
        "max-calls-per-connection: 0 | max-calls-per-connection: 0 (expected: >= 1)",
        "max-calls: 0 | max-calls: 0 (expected: >= 1)",
        "max-steps: 0 | max-steps: 0 (expected: >= 1)",
        "max-batch: 0 | max-batch: 0 (expected: >= 1)",
        "fallback: cuda:0 | fallback: cuda:0 (expected: cpu)",
      })
  void refusesWhatItDoesNotKnow(String line, String named) throws IOException {
    Files.writeString(config, line + "\n");

    Typed typed = Typed.run("serve", "--models", folder.resolve("models"), "--config", config);

    assertThat(typed.err()).last().asString().startsWith("driftwood: ").contains(named);
    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{tls-cert: absent.crt, tls-key: absent.key} | absent.key: can't be read",
        "tokens: absent.yaml | absent.yaml: can't be read",
        "access-log: absent/x.log | x.log: can't be written",
      })
  void saysWhichFileIsNotThereBeforeItLoadsModels(String line, String named) throws IOException {
    Files.writeString(config, line + "\n");

    Typed typed = Typed.run("serve", "--models", folder.resolve("none"), "--config", config);

    assertThat(typed.err()).singleElement().asString().contains(named);
    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:pass@[::1]:9, http://...@[::1]:9",
    "http://me:p@ss@host:9/v1, http://...@host:9/v1",
    "http://host:9/?a=1&api_key=pass&b=2, http://host:9/?a=1&api_key=...&b=2",
    "http://host:9/?X-Token=pass, http://host:9/?X-Token=...",
  })
  void showsNoPassword(String typed, String shown) {
    Typed told = Typed.run("serve", "--models", folder.resolve("none"), "--otlp", typed);

    assertThat(told.err()).first().asString().contains("\"otlp\":\"" + shown + "\"");
  }

  @Test
  void sendsATokenOverANetworkOnlyEncrypted() {
    Typed typed = Typed.run("client", "models", "--server", "192.0.2.1:1", "--token", "hush");

    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.err()).singleElement().asString().contains("token: would be sent");
  }
}
