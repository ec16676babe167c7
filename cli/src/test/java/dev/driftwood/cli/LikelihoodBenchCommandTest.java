package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikelihoodBenchCommandTest {
  @TempDir private Path folder;

  @Test
  void keepsItsReferenceForAnotherTimeButNotForOtherImages() throws IOException {
    Path model = TinyModels.images(folder);
    Path reference = folder.resolve("reference.csv");
    Object[] words = {
      "bench",
      "likelihood",
      "--model",
      model,
      "--input",
      Inputs.images(folder, 2),
      "--reference",
      reference,
      "--reference-steps",
      8,
      "--limit",
      1
    };

    assertThat(Typed.run(words).code()).isZero();
    assertThat(Files.readAllLines(reference))
        .hasSize(2)
        .first()
        .isEqualTo("nats,standard_error,nats_with_half_the_steps,row,model,plan");
    FileTime written = Files.getLastModifiedTime(reference);
    assertThat(Typed.run(words).code()).isZero();
    assertThat(Files.getLastModifiedTime(reference)).isEqualTo(written);

    words[words.length - 1] = 2;
    Typed others = Typed.run(words);

    assertThat(others.code()).isEqualTo(ExitCode.FAILED);
    assertThat(others.err().toString())
        .contains(
            "a reference of 1 rows (expected: of 2 rows; a file that is not there yet is made)");
  }
}
