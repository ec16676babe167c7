package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.trainer.net.NetworkOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of {@code driftwood train} in a file. */
class TrainConfigTest {
  /** Not of the run: which file, where to, how to print; and short forms of other options. */
  private static final Set<String> NOT_STORED =
      Set.of("config", "out", "resume", "json", "help", "version", "debug", "debias", "optimizer");

  /** Absent where they have their defaults. */
  private static final Set<String> OPTIONAL =
      Set.of("data-dir", "transform", "clip", "label-dropout", "features");

  /** Absent where the preset has none. */
  private static final Set<String> OF_IMAGES =
      Arrays.stream(NetworkOption.values()).map(NetworkOption::label).collect(Collectors.toSet());

  @TempDir private Path folder;
  private Path config;
  private Path run;

  @BeforeEach
  void prepare() throws IOException {
    run = folder.resolve("run");
    config = folder.resolve("config.yaml");
    Files.write(
        config,
        List.of(
            "dataset: swissroll",
            "preset: mlp",
            "iterations: 4",
            "batch: 8",
            "sde: {type: ve, sigmaMax: 3}",
            "times: ladder",
            "stratified: true",
            "ema: [0.9, 0.5]",
            "seed: 5",
            "threads: 1"));
  }

  @Test
  void readsOptionsOfWhichTypedOnesWin() throws IOException {
    Typed typed = Typed.run("train", "--config", config, "--out", run, "--iterations=3");

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.value("iterations")).isEqualTo("3");
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("iterations: 3", "batch: 8", "sigmaMax: 3.0", "times: \"ladder\"", "- 0.5");
  }

  @Test
  void takesTheFileOfARun() throws IOException {
    Typed.run("train", "--config", config, "--out", run);
    Path stored = run.resolve("config.yaml");
    Path again = folder.resolve("again");

    Typed typed = Typed.run("train", "--config=" + stored, "--out", again);

    assertThat(typed.err()).isEmpty();
    assertThat(again.resolve("config.yaml")).hasSameTextualContentAs(stored);
    assertThat(again.resolve("model.onnx")).hasSameBinaryContentAs(run.resolve("model.onnx"));
  }

  @Test
  void goesOnWithTheOptionsOfTheRun() {
    Typed.run("train", "--config", config, "--out", run);

    Typed longer = Typed.run("train", "--resume", "--out", run, "--iterations", 6);
    assertThat(longer.err()).isEmpty();
    assertThat(longer.code()).isZero();
    assertThat(longer.value("iterations")).isEqualTo("6");
    Typed other = Typed.run("train", "--resume", "--out=" + run, "--batch", 16);
    assertThat(other.err()).singleElement().asString().contains("batch 8, not 16");
    assertThat(other.code()).isEqualTo(ExitCode.FAILED);
    Typed report = Typed.run("report", "--run", run);
    assertThat(report.code()).isZero();
    assertThat(report.lastLine()).isEqualTo(run.resolve("report.html").toString());
    Typed none = Typed.run("report", "--run", folder);
    assertThat(none.code()).isEqualTo(ExitCode.FAILED);
    assertThat(none.err()).singleElement().asString().contains("metrics.csv");
  }

  @Test
  void storesEveryOption() throws IOException {
    Typed.run("train", "--config", config, "--out", run);
    Set<String> stored =
        Files.readAllLines(run.resolve("config.yaml")).stream()
            .filter(line -> line.matches("[a-z].*"))
            .map(line -> line.split(":", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> options = new TreeSet<>();
    for (String line : Typed.run("train", "--help").out()) {
      java.util.regex.Matcher option =
          java.util.regex.Pattern.compile("^ +(?:-\\w, )?--([a-z-]+).*").matcher(line);
      if (option.matches()) {
        options.add(option.group(1));
      }
    }
    assertThat(options).contains("dataset", "lr", "ema");
    options.removeAll(NOT_STORED);
    options.removeAll(OPTIONAL);
    assertThat(options).containsAll(OF_IMAGES);
    options.removeAll(OF_IMAGES);

    assertThat(stored).containsAll(options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bacth: 8 | unknown key 'bacth' (nearest: 'batch'",
        "chanels: 8 | unknown key 'chanels' (nearest: 'channels'",
        "channel-multipliers: [1, 2] | channel-multipliers: 1,2 (expected: none, as preset mlp",
        "config: x.yaml | unknown key 'config'",
        "batch: eight | --batch",
        "stratified: 3 | stratified: 3 (expected: true or false)",
        "[1, 2] | no options",
        "batch: [ | cannot be read",
      })
  void refusesWhatItDoesNotKnow(String line, String named) throws IOException {
    Files.writeString(config, line + "\n");

    Typed typed =
        Typed.run(
            "train", "--dataset", "swissroll", "--preset", "mlp", "--config", config, "--out", run);

    assertThat(typed.err()).singleElement().asString().startsWith("driftwood: ").contains(named);
    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run).doesNotExist();
  }
}
