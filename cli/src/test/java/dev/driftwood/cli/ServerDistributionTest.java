package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, with neither trainer nor DJL nor PyTorch on its path. */
class ServerDistributionTest {
  @TempDir private Path folder;

  @Test
  void samplesWithoutTheTrainer() throws Exception {
    Path out = folder.resolve("x.npy");
    Path model = TinyModels.points(folder);

    Typed typed = run("sample", "--model", model, "--count", 2, "--steps", 2, "--out", out);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.lastLine()).isEqualTo(out.toString());
    assertThat(out).exists();
  }

  @Test
  void saysWhichDistributionTrains() throws Exception {
    Typed typed = run("train", "--dataset", "swissroll");

    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.err())
        .singleElement()
        .asString()
        .contains("command 'train' is not in this distribution");
  }

  @Test
  void listsWhatItHas() throws Exception {
    Typed typed = run("--help");

    assertThat(typed.code()).isZero();
    assertThat(String.join("\n", typed.out())).contains("serve", "client").doesNotContain("train ");
  }

  private Typed run(Object... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", path()));
    command.add(Main.class.getName());
    Arrays.stream(words).map(Object::toString).forEach(command::add);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int code =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Typed(code, lines(out), lines(err));
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }

  /** This test's own path, which Surefire hands over in a property, without the trainer's part. */
  private static String path() {
    String whole =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> parts = List.of(whole.split(File.pathSeparator));
    List<String> kept =
        parts.stream()
            .filter(part -> !part.contains("trainer") && !part.contains("bench"))
            .filter(part -> !part.replace(File.separatorChar, '/').contains("/ai/djl/"))
            .toList();
    assertThat(kept.size()).isLessThanOrEqualTo(parts.size() - 3);
    return kept.stream().collect(Collectors.joining(File.pathSeparator));
  }
}
