package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.LabelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --label} of a conditional model. */
class LabelsTest {
  @TempDir private Path folder;

  @Test
  void goesThroughTheLabelsByRowNumber() throws IOException {
    Path model = TinyModels.labelled(folder, TinyModels.twoClassesAndNone());

    byte[] mixed = drawn(model, "--count", 4, "--first-row", 1, "--label", "1,0,2");

    List<Integer> expected = List.of(0, 2, 1, 0);
    for (int i = 0; i < 4; i++) {
      byte[] alone = drawn(model, "--count", 1, "--first-row", i + 1, "--label", expected.get(i));
      assertThat(point(mixed, i)).isEqualTo(point(alone, 0));
    }
    assertThat(point(mixed, 0)).isNotEqualTo(point(drawn(model, "--first-row", 1), 0));
  }

  @Test
  void drawsWithTheNullLabelByDefault() throws IOException {
    Path model = TinyModels.labelled(folder, TinyModels.twoClassesAndNone());

    assertThat(drawn(model)).isEqualTo(drawn(model, "--label", 2));
    assertThat(drawn(model)).isNotEqualTo(drawn(model, "--label", 1));
  }

  private byte[] drawn(Path model, Object... options) throws IOException {
    Path out = folder.resolve("x.npy");
    Object[] words = {"sample", "--model", model, "--out", out, "--steps", 3};
    Object[] typed = Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, typed, words.length, options.length);
    assertThat(Typed.run(typed).code()).isZero();
    return Files.readAllBytes(out);
  }

  /** The two float32 numbers of a point; the header of so small an array has 128 bytes. */
  private static byte[] point(byte[] npy, int row) {
    return Arrays.copyOfRange(npy, 128 + row * 8, 128 + (row + 1) * 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--label 3 | label: 3 (expected: 0 to 1, or 2 for no class)",
        "--label 0,-1 | label: -1 (expected",
        "--label one | --label",
      })
  void refusesALabelThatTheModelDoesNotHave(String options, String named) {
    Path model = TinyModels.labelled(folder, TinyModels.twoClassesAndNone());

    Typed typed = run("sample --model %s --out %s %s".formatted(model, out("x.npy"), options));

    refused(typed, named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--label 3 | label: 3 (expected: 0 to 2)",
        "--seed 1 | label: none (expected: 0 to 2, as the model has no label for",
      })
  void asksForALabelWhereNoneMeansNoClass(String options, String named) {
    Path model = TinyModels.labelled(folder, new LabelSpec(3, OptionalInt.empty(), List.of()));
    Path points = Inputs.points(folder, new float[][] {{0, 1}});

    refused(run("sample --model %s --out %s %s".formatted(model, out("x.npy"), options)), named);
    refused(
        run(
            "likelihood --model %s --input %s --out %s %s"
                .formatted(model, points, out("scores.csv"), options)),
        named);
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private static Typed run(String words) {
    return Typed.run(Arrays.stream(words.split(" ")).toArray());
  }

  private void refused(Typed typed, String named) {
    assertThat(typed.err()).singleElement().asString().startsWith("driftwood: ").contains(named);
    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(out("x.npy")).doesNotExist();
    assertThat(out("scores.csv")).doesNotExist();
  }
}
