package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --guidance} and its interval. */
class GuidanceOptionsTest {
  @TempDir private Path folder;
  private Path model;
  private Path out;

  @BeforeEach
  void exportModel() {
    model = TinyModels.labelled(folder, TinyModels.twoClassesAndNone());
    out = folder.resolve("x.npy");
  }

  @Test
  void countsTwoEvaluationsWhereItIsApplied() {
    assertThat(nfe("--guidance 3")).isEqualTo("80");
    assertThat(nfe("--guidance 1")).isEqualTo("40");
    // Heun's method is evaluated at 1, 0.8, 0.8, 0.6, 0.6, 0.4, 0.4, 0.2, 0.2 and the end.
    assertThat(nfe("--guidance 3 --guidance-interval 0.5:0.9")).isEqualTo("56");
    assertThat(nfe("--guidance 3 --evaluations 20")).isEqualTo("80");
  }

  private String nfe(String options) {
    String budget = options.contains("--evaluations") ? "" : " --steps 5";
    Typed typed = sample("--count 4 --label 1 " + options + budget);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    return typed.value("nfe");
  }

  @Test
  void changesWhatIsDrawn() throws IOException {
    byte[] plain = drawn("--guidance 1");

    assertThat(drawn("--guidance 2")).isNotEqualTo(plain);
    assertThat(drawn("--guidance 2 --guidance-interval 0:1")).isEqualTo(drawn("--guidance 2"));
    assertThat(drawn("--guidance 2 --guidance-interval 0:0")).isEqualTo(plain);
  }

  private byte[] drawn(String options) throws IOException {
    assertThat(sample("--label 0 --steps 3 --count 2 " + options).code()).isZero();
    return Files.readAllBytes(out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--guidance 2 | guidance: given (expected: with a label of 0 to 1",
        "--guidance 2 --label 0,2 | guidance: given (expected: with a label of 0 to 1",
        "--guidance -1 --label 0 | guidance: -1.0 (expected: at least 0",
        "--guidance NaN --label 0 | guidance: NaN",
        "--guidance two --label 0 | --guidance",
        "--guidance-interval 0:1 --label 0 | (expected: with guidance)",
        "--guidance 2 --guidance-interval 0.5 --label 0 | guidance-interval: 0.5 (expected: A:B",
        "--guidance 2 --guidance-interval a:b --label 0 | guidance-interval: a:b (expected: A:B",
        "--guidance 2 --guidance-interval 0.5:0.1 --label 0 | guidance-interval: 0.5:0.1",
        "--guidance 2 --label 0 --evaluations 7 | the nearest is 8",
        "--guidance 2 --label 0 --evaluations 8 --guidance-interval 0:0.5 | expected: steps",
      })
  void saysWhatItCanNotGuide(String options, String named) {
    Typed typed = sample(options);

    assertThat(typed.err()).singleElement().asString().startsWith("driftwood: ").contains(named);
    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(out).doesNotExist();
  }

  @Test
  void saysThatAGuidedModelHasNoLikelihood() {
    Path points = Inputs.points(folder, new float[][] {{0, 1}});

    Typed typed =
        run(
            "likelihood --model %s --input %s --label 0 --guidance 2 --out %s"
                .formatted(model, points, folder.resolve("scores.csv")));

    assertThat(typed.err()).singleElement().asString().contains("guidance: given", "no likelihood");
    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
  }

  private Typed sample(String options) {
    return run("sample --model %s --out %s %s".formatted(model, out, options));
  }

  private static Typed run(String words) {
    return Typed.run(Arrays.stream(words.split(" ")).toArray());
  }
}
