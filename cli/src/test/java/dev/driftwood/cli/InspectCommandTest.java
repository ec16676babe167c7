package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at artefacts or write them again. */
class InspectCommandTest {
  @TempDir private Path folder;

  @Test
  void saysWhatAModelIs() throws IOException {
    Path model = TinyModels.images(folder);

    JsonNode facts = json(Typed.run("inspect", model, "--jvp", "--json"));

    assertThat(facts.at("/model/name").asText()).isEqualTo("images");
    assertThat(facts.at("/model/sde/type").asText()).isEqualTo("vp");
    assertThat(facts.at("/drift/parameters").asInt()).isEqualTo(1);
    assertThat(facts.at("/drift/multiply_adds").asInt()).isZero();
    assertThat(facts.at("/drift/operators/Sqrt").asInt()).isEqualTo(1);
    // The product multiplies the tangent by the same factor.
    assertThat(facts.at("/jvp/operators/Mul").asInt())
        .isEqualTo(facts.at("/drift/operators/Mul").asInt() + 1);
    assertThat(facts.at("/metadata").toString())
        .isEqualTo("[\"driftwood.model\",\"driftwood.training\"]");
    assertThat(facts.at("/sha256").asText()).hasSize(64);
  }

  @Test
  void printsTheSameAsLines() {
    Typed typed = Typed.run("inspect", TinyModels.images(folder));

    assertThat(typed.value("model.shape")).isEqualTo("[1,2,3]");
    assertThat(typed.value("drift.parameters")).isEqualTo("1");
  }

  @Test
  void exportsTheProductWithItsMetadata() throws IOException {
    Path model = TinyModels.images(folder);
    Path out = folder.resolve("jvp.onnx");

    Typed typed = Typed.run("export", "--model", model, "--out", out, "--jvp");

    assertThat(typed.code()).isZero();
    assertThat(typed.lastLine()).isEqualTo(out.toString());
    OnnxModel written = OnnxReader.read(Files.readAllBytes(out));
    assertThat(written.graph().input("v").shape()).isEqualTo(written.graph().input("x").shape());
    assertThat(written.graph().output("jvp").shape()).isEqualTo(written.graph().input("x").shape());
    assertThat(written.metadata()).containsOnlyKeys("driftwood.model", "driftwood.training");
    Path image = folder.resolve("x.npy");
    assertThat(Typed.run("sample", "--model", out, "--steps", 1, "--out", image).code()).isZero();
  }

  @Test
  void exportsAgainWithTheSameBytes() throws IOException {
    Path model = TinyModels.images(folder);
    Path out = folder.resolve("again.onnx");

    Typed.run("export", "--run", runFolder(model), "--out", out);

    assertThat(out).hasSameBinaryContentAs(model);
  }

  private Path runFolder(Path model) throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.copy(model, run.resolve("model.onnx"));
    return run;
  }

  @Test
  void listsModels() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    TinyModels.images(models);
    Path version = Files.createDirectories(models.resolve("dots").resolve("2"));
    Files.move(TinyModels.points(folder), version.resolve("model.onnx"));

    JsonNode list = json(Typed.run("models", "list", models, "--json"));

    assertThat(list.findValuesAsText("name")).containsExactly("dots", "images");
    assertThat(list.findValuesAsText("shape")).containsExactly("[2]", "[1, 2, 3]");
    assertThat(Typed.run("models", "show", "dots", "--models", models).value("model.name"))
        .isEqualTo("points");
    Typed unknown = Typed.run("models", "show", "imges", "--models", models);
    assertThat(unknown.code()).isEqualTo(ExitCode.FAILED);
    assertThat(unknown.err()).singleElement().asString().contains("nearest: 'images'");
  }

  @Test
  void listsTheOthersBesideAModelThatCannotBeUsed() throws IOException {
    Path models = Files.createDirectory(folder.resolve("some"));
    Files.copy(TinyModels.points(folder), models.resolve("dots.onnx"));
    Files.writeString(models.resolve("broken.onnx"), "no model");

    Typed list = Typed.run("models", "list", models, "--json");

    assertThat(list.code()).isEqualTo(ExitCode.FAILED);
    assertThat(list.err()).singleElement().asString().contains("broken.onnx");
    JsonNode rows = new ObjectMapper().readTree(list.out().get(0));
    assertThat(rows.findValuesAsText("name")).containsExactly("dots");
  }

  @Test
  void listsSamplers() throws IOException {
    JsonNode list = json(Typed.run("samplers", "--json"));

    assertThat(list.findValuesAsText("name")).contains("euler-maruyama", "heun", "dormand-prince");
    assertThat(list.get(0).path("evaluations_per_step").asInt()).isEqualTo(1);
    assertThat(list.get(0).path("options").asText()).isEqualTo("lambda=0");
    assertThat(list.findValuesAsText("citation")).hasSameSizeAs(list);
  }

  @Test
  void printsSamplersInLinesThatFitATerminal() {
    List<String> lines = Typed.run("samplers").out();

    assertThat(lines.get(0))
        .startsWith("name")
        .contains("order", "strong", "weak", "nfe/step", "adaptive", "stochastic")
        .endsWith("options");
    assertThat(lines).allMatch(line -> line.length() <= 120);
    assertThat(lines).anySatisfy(line -> assertThat(line).matches("heun +2 +2 +false +false"));
    assertThat(lines).anySatisfy(line -> assertThat(line).matches("heun +Hairer.*"));
  }

  private static JsonNode json(Typed typed) throws IOException {
    assertThat(typed.err()).isEmpty();
    assertThat(typed.out()).hasSize(1);
    return new ObjectMapper().readTree(typed.out().get(0));
  }
}
