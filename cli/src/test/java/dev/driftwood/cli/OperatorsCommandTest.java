package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwood.runtime.derivative.DifferentiableOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperatorsCommandTest {
  private static final Path PAGE = Path.of("..", "docs", "operators.md");

  @Test
  void listsOperatorsWithTheirTangents() {
    Typed list = Typed.run("operators");

    assertThat(list.code()).isEqualTo(ExitCode.OK);
    assertThat(list.out()).hasSize(1 + DifferentiableOperator.all().size());
    assertThat(list.out().get(0)).startsWith("name").contains("kind", "tangent");
    assertThat(list.value("Exp")).startsWith("formula ").endsWith(" dy = y dx");
  }

  @Test
  void listsThemForPrograms() throws IOException {
    Typed list = Typed.run("operators", "--json");

    assertThat(list.out()).hasSize(1);
    JsonNode rows = new ObjectMapper().readTree(list.out().get(0));
    assertThat(rows.findValuesAsText("name")).contains("Concat", "Exp", "Slice");
    assertThat(rows.findValuesAsText("kind")).contains("linear", "formula", "blocked");
    assertThat(rows.findValuesAsText("tangent")).doesNotContain("");
  }

  @Test
  void printsInOneFormAtATime() {
    Typed both = Typed.run("operators", "--json", "--markdown");

    assertThat(both.code()).isEqualTo(ExitCode.USAGE);
    assertThat(both.err()).singleElement().asString().contains("--json", "--markdown");
  }

  @Test
  void isWhatThePageOfTheDocumentationSays() throws IOException {
    assertThat(Files.readAllLines(PAGE))
        .as("docs/operators.md (./driftwood operators --markdown > docs/operators.md writes it)")
        .isEqualTo(Typed.run("operators", "--markdown").out());
  }
}
