package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
  @TempDir private Path folder;
  private Path model;
  private Path tuned;

  @BeforeEach
  void exportModel() {
    model = TinyModels.points(folder);
    tuned = folder.resolve("tuned.onnx");
  }

  @Test
  void leavesAModelThatSamplesByItsOwnSolver() {
    Typed typed = tune("--evaluations", "3,4");

    assertThat(typed.code()).isZero();
    assertThat(typed.err()).isEmpty();
    assertThat(typed.lastLine()).isEqualTo(tuned.toString());
    assertThat(Double.parseDouble(typed.value("evaluations 4.error"))).isPositive();

    Typed drawn = sample("--evaluations", 4);
    assertThat(drawn.code()).isZero();
    assertThat(drawn.value("nfe")).isEqualTo("32");
  }

  @Test
  void keepsWhatWasFittedBefore() {
    tune("--evaluations", "3");
    Path first = tuned;
    tuned = folder.resolve("again.onnx");
    Typed again =
        Typed.run(
            "tune",
            "--model",
            first,
            "--evaluations",
            "5",
            "--rows",
            16,
            "--trials",
            13,
            "--reference-steps",
            16,
            "--out",
            tuned);

    assertThat(again.code()).isZero();
    assertThat(sample("--evaluations", 3).code()).isZero();
    assertThat(sample("--evaluations", 5).code()).isZero();
  }

  @Test
  void saysWhichSolversThereAre() {
    tune("--evaluations", "3,4");

    Typed drawn = sample("--evaluations", 7);

    assertThat(drawn.code()).isEqualTo(1);
    assertThat(drawn.err())
        .anyMatch(
            line ->
                line.contains("no fitted solver for 7 evaluations (expected: 3, 4 of its own;"));
  }

  @Test
  void refusesWhatCannotBeFitted() {
    Typed typed = tune("--evaluations", "0");

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).anyMatch(line -> line.contains("evaluations: 0 (expected: >= 1)"));
    assertThat(Files.exists(tuned)).isFalse();
  }

  private Typed tune(String option, String value) {
    return Typed.run(
        "tune",
        "--model",
        model,
        option,
        value,
        "--rows",
        16,
        "--trials",
        13,
        "--reference-steps",
        16,
        "--out",
        tuned);
  }

  private Typed sample(String option, int value) {
    return Typed.run(
        "sample",
        "--model",
        tuned,
        "--sampler",
        "fitted",
        option,
        value,
        "--count",
        8,
        "--out",
        folder.resolve("x.npy"));
  }
}
