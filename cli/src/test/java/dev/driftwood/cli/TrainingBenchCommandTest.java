package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("one-jdk")
class TrainingBenchCommandTest {
  @Test
  void printsOneLineForEachPreset() {
    Typed run = Typed.run("bench", "train", "--preset", "mlp,mnist", "--batch", 1, "--steps", 1);

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).hasSize(3);
    assertThat(run.out().get(0)).startsWith("preset ").contains("images_per_second", "waiting");
    assertThat(run.out().get(1)).startsWith("mlp ");
    assertThat(run.out().get(2)).startsWith("mnist ");
  }

  @Test
  void printsJsonForPrograms() throws IOException {
    Typed run =
        Typed.run("bench", "train", "--preset", "mlp", "--batch", 2, "--steps", 10, "--json");

    JsonNode row = new ObjectMapper().readTree(run.lastLine()).get(0);
    assertThat(row.get("steps").asInt()).isEqualTo(10);
    assertThat(row.get("share_of_peak").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void namesThePresetsWhereOneIsUnknown() {
    Typed run = Typed.run("bench", "train", "--preset", "mlpp", "--steps", 1);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err().toString()).contains("mlpp").contains("mlp");
  }
}
