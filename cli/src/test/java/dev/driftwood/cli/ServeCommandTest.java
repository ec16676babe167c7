package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server and the client's commands, on this machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServeCommandTest {
  @TempDir private Path folder;
  private Path models;
  private Thread server;
  private String address;

  @BeforeEach
  void serve() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    TinyModels.images(models);
    TinyModels.labelled(models, TinyModels.twoClassesAndNone());
    PipedWriter out = new PipedWriter();
    BufferedReader lines = new BufferedReader(new PipedReader(out));
    Console console =
        new Console(new PrintWriter(out), new PrintWriter(new StringWriter()), false, false);
    server =
        new Thread(
            () ->
                Main.run(
                    console,
                    "serve",
                    "--models",
                    models.toString(),
                    "--port",
                    "0",
                    "--trial-seconds",
                    "0"));
    server.start();
    String first = lines.readLine();
    assertThat(first).matches("listening on 127\\.0\\.0\\.1:\\d+");
    address = first.substring("listening on ".length());
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.interrupt();
    server.join();
  }

  @Test
  void samplesAsHere() throws IOException {
    Path here = folder.resolve("here.npy");
    Path there = folder.resolve("there.npy");
    List<Object> plan = List.of("--sampler", "euler-maruyama", "--steps", 3, "--count", 5);

    Typed local = run(List.of("sample", "--model", models.resolve("images.onnx")), here, plan);
    Typed served =
        run(List.of("client", "sample", "--server", address, "--model", "images"), there, plan);

    assertThat(served.err()).isEmpty();
    assertThat(served.code()).isZero();
    assertThat(served.lastLine()).isEqualTo(there.toString());
    assertThat(served.value("nfe")).isEqualTo(local.value("nfe"));
    assertThat(there).hasSameBinaryContentAs(here);
  }

  @Test
  void samplesClassesAsHere() {
    Path here = folder.resolve("here.npy");
    Path there = folder.resolve("there.npy");
    List<Object> plan = List.of("--label", "1,0,2", "--steps", 3, "--count", 5);

    run(List.of("sample", "--model", models.resolve("labelled.onnx")), here, plan);
    Typed served =
        run(List.of("client", "sample", "--server", address, "--model", "labelled"), there, plan);

    assertThat(served.code()).isZero();
    assertThat(there).hasSameBinaryContentAs(here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.png"})
  void restoresAsHere(String file) throws IOException {
    Path here = folder.resolve("here-" + file);
    Path there = folder.resolve("there-" + file);
    Path images = Inputs.images(folder, 3);
    List<Object> plan =
        List.of("--input", images, "--inpaint", "top-half", "--steps", 4, "--count", 5);

    Typed local = run(List.of("restore", "--model", models.resolve("images.onnx")), here, plan);
    Typed served =
        run(List.of("client", "restore", "--server", address, "--model", "images"), there, plan);

    assertThat(served.err()).isEmpty();
    assertThat(served.code()).isZero();
    assertThat(served.value("nfe")).isEqualTo(local.value("nfe"));
    assertThat(there).hasSameBinaryContentAs(here);
  }

  @Test
  void beginsAtLatentsAsHere() {
    Path latents = Inputs.points(folder, new float[][] {{0.5F, -1}, {2, 0.25F}});
    Path here = folder.resolve("here.npy");
    Path there = folder.resolve("there.npy");
    List<Object> plan = List.of("--latents", latents, "--label", 1, "--steps", 3);

    run(List.of("sample", "--model", models.resolve("labelled.onnx")), here, plan);
    Typed served =
        run(List.of("client", "sample", "--server", address, "--model", "labelled"), there, plan);

    assertThat(served.err()).isEmpty();
    assertThat(served.value("rows")).isEqualTo("2");
    assertThat(there).hasSameBinaryContentAs(here);
  }

  @Test
  void refusesAClassThatTheServedModelDoesNotHave() {
    Path points = Inputs.points(folder, new float[][] {{0, 1}});
    Path out = folder.resolve("scores.csv");

    Typed typed =
        run(
            List.of("client", "likelihood", "--server", address, "--model", "labelled"),
            out,
            List.of("--input", points, "--label", 3));

    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.err()).singleElement().asString().contains("label: 3 (expected: 0 to 1");
  }

  @Test
  void scoresAsHere() throws IOException {
    Path here = folder.resolve("here.csv");
    Path there = folder.resolve("there.csv");
    List<Object> plan = List.of("--input", Inputs.images(folder, 9), "--rows", "2:8");

    run(List.of("likelihood", "--model", models.resolve("images.onnx")), here, plan);
    Typed served =
        run(
            List.of("client", "likelihood", "--server", address, "--model", "images/1"),
            there,
            plan);

    assertThat(served.err()).isEmpty();
    assertThat(served.code()).isZero();
    assertThat(there).hasSameTextualContentAs(here);
  }

  private static Typed run(List<Object> command, Path out, List<Object> plan) {
    Object[] words = new Object[command.size() + 2 + plan.size()];
    System.arraycopy(command.toArray(), 0, words, 0, command.size());
    words[command.size()] = "--out";
    words[command.size() + 1] = out;
    System.arraycopy(plan.toArray(), 0, words, command.size() + 2, plan.size());
    return Typed.run(words);
  }

  @Test
  void listsItsModels() {
    Typed typed = Typed.run("client", "models", "--server", address);

    assertThat(typed.out()).hasSize(3);
    assertThat(typed.out().get(1)).startsWith("images").contains("[1, 2, 3]");
    assertThat(typed.out().get(2)).startsWith("labelled").contains("[2]");
  }

  @Test
  void namesTheNearestServedModel() {
    Typed typed =
        Typed.run(
            "client",
            "sample",
            "--server",
            address,
            "--model",
            "imges",
            "--out",
            folder.resolve("x.npy"));

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains("nearest: 'images'");
    assertThat(folder.resolve("x.npy")).doesNotExist();
  }

  @Test
  void refusesAPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Typed typed =
          Typed.run(
              "serve", "--models", models, "--port", taken.getLocalPort(), "--trial-seconds", 0);

      assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
      assertThat(typed.out()).isEmpty();
      assertThat(typed.err())
          .last()
          .asString()
          .contains("can't listen there", Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void refusesADeviceThatCannotBeUsed() {
    // No machine has so many cards.
    Typed typed = Typed.run("serve", "--models", models, "--port", 0, "--device", "cuda:999");

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).last().asString().contains("cuda:999", "--fallback cpu");
    assertThat(Typed.run("serve", "--models", models, "--reload-seconds", -1).code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(Typed.run("serve", "--models", models, "--port", 70000).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(Typed.run("serve", "--models", folder.resolve("absent")).code())
        .isEqualTo(ExitCode.FAILED);
    assertThat(Typed.run("client", "models", "--server", "nowhere").code())
        .isEqualTo(ExitCode.USAGE);
    // Nothing listens on the port of discarding.
    Typed unreachable = Typed.run("client", "models", "--server", "127.0.0.1:9");
    assertThat(unreachable.code()).isEqualTo(ExitCode.FAILED);
    assertThat(unreachable.err()).singleElement().asString().contains("127.0.0.1:9");
  }
}
