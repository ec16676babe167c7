package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeCommandTest {
  @TempDir private Path folder;

  @Test
  void saysWhatAPresetIsMadeOf() throws JsonProcessingException {
    Typed typed = Typed.run("describe", "--preset", "mnist", "--batch", 8, "--json");

    assertThat(typed.err()).isEmpty();
    JsonNode said = new ObjectMapper().readTree(typed.lastLine());
    assertThat(said.at("/parameters").asLong()).isEqualTo(1_539_329);
    assertThat(said.at("/training_mib/moments").asDouble())
        .isEqualTo(Math.round(1_539_329 * 8 / 1048576.0 * 100) / 100.0);
    assertThat(said.at("/layers/0/layer").asText()).isEqualTo("embedding");
    long sum = 0;
    for (JsonNode layer : said.at("/layers")) {
      sum += layer.at("/multiply_adds").asLong();
    }
    assertThat(sum).isEqualTo(said.at("/multiply_adds").asLong());
  }

  @Test
  void describesAModelAsItsPreset() {
    Path model = TinyModels.points(folder);

    Typed typed = Typed.run("describe", "--model", model);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.out().get(0)).startsWith("layer").contains("output", "multiply_adds");
    Typed inspected = Typed.run("inspect", model);
    assertThat(typed.value("parameters")).isEqualTo(inspected.value("drift.parameters"));
    assertThat(typed.value("multiply_adds")).isEqualTo(inspected.value("drift.multiply_adds"));
  }

  @Test
  void takesTheOptionsOfANetworkAndAShape() {
    Typed typed =
        Typed.run(
            "describe",
            "--preset=ncsnpp",
            "--channels=8",
            "--channel-multipliers=1,2",
            "--blocks=1",
            "--attention=none",
            "--shape=1,12,8",
            "--classes=3",
            "--depth=1");

    assertThat(typed.err()).isEmpty();
    assertThat(typed.out()).anyMatch(line -> line.startsWith("down0") && line.contains("6, 4]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset mnits | nearest: 'mnist'",
        "--batch 3 | preset: null, model: null (expected: one of the two)",
        "--preset mnist --heads 5 | heads: 5 (expected: a divisor of 32 channels)",
        "--preset mnist --resampling fire | unknown resampling 'fire' (nearest: 'fir'",
        "--preset mnist --channels x | channels: x (expected: a whole number)",
        "--preset mnist --shape 1,30,30 | divisible by 4",
        "--preset mnist --dropout 1 | dropout: 1.0 (expected: in [0, 1))",
        "--preset mlp --heads 2 | heads: 2 (expected: none, as preset mlp has no such option)",
        "--preset mnist --depth 0 | depth: 0",
        "--preset mnist --chanels 8 | --channels",
      })
  void refusesWhatIsNoNetwork(String options, String named) {
    Typed typed = Typed.run((Object[]) ("describe " + options).split(" "));

    assertThat(typed.err()).isNotEmpty();
    assertThat(typed.err()).asString().contains(named);
    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
  }
}
