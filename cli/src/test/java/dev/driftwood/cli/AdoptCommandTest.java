package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network trained elsewhere, from its file to samples and scores: ε̂ = σ(τ/999) y, which is exact
 * for standard normal points.
 */
class AdoptCommandTest {
  @TempDir private Path folder;
  private Path network;

  @BeforeEach
  void export() throws IOException {
    network = folder.resolve("gaussian.onnx");
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value y = builder.input("sample", DataType.FLOAT, Shape.of(Shape.BATCH, 2));
    Value tau = builder.input("timestep", DataType.FLOAT, Shape.of(Shape.BATCH));
    Value t = ops.scale(tau, 1 / 999.0);
    Value integral = ops.mul(t, ops.add(ops.constant(0.1), ops.scale(t, 9.95)));
    Value variance = ops.sub(ops.constant(1), ops.exp(ops.neg(integral)));
    Value noise = ops.mul(ops.reshape(ops.sqrt(variance), -1, 1), y);
    byte[] bytes =
        OnnxWriter.write(new OnnxModel(builder.build("g", Map.of("out", noise)), Map.of()));
    Files.write(network, bytes);
    describe("gaussian.driftwood.json", 999);
  }

  private Path describe(String name, int timeScale) throws IOException {
    String json =
        """
        { "schema": 1, "name": "gaussian", "version": "1", "sde": { "type": "vp" },
          "output": "epsilon", "shape": [2], "data": { "kind": "points", "transform": "none" },
          "adopted": { "inputs": { "x": "sample", "t": "timestep" }, "output": "out",
                       "timeScale": %d } }
        """
            .formatted(timeScale);
    return Files.writeString(folder.resolve(name), json);
  }

  @Test
  void writesAModelThatSaysEverythingAboutItself() throws IOException {
    Path out = folder.resolve("model.onnx");

    Typed typed = Typed.run("adopt", network, "--out", out);

    assertThat(typed.code()).isZero();
    assertThat(typed.lastLine()).isEqualTo(out.toString());
    assertThat(typed.value("found.noise")).startsWith("found: ");
    assertThat(typed.value("found.bitExact")).startsWith("yes");
    assertThat(OnnxReader.read(Files.readAllBytes(out)).metadata())
        .containsOnlyKeys("driftwood.model", "driftwood.adoption");
    JsonNode facts = new ObjectMapper().readTree(Typed.run("inspect", out, "--json").lastLine());
    assertThat(facts.at("/model/output").asText()).isEqualTo("drift");
  }

  /** log N(x; 0, I) in nats; the ODE starts at 1e-5, and its error control is at 1e-5. */
  @Test
  void scoresWithWhatItWroteAndWithTheNetworkItself() throws IOException {
    Path adopted = folder.resolve("model.onnx");
    Typed.run("adopt", network, "--out", adopted, "--jvp");
    Path points = Inputs.points(folder, new float[][] {{0.5f, -1}, {2, 0.25f}});
    for (Path model : List.of(adopted, network)) {
      Path scores = folder.resolve("scores.csv");
      Typed typed =
          Typed.run(
              "likelihood",
              "--model",
              model,
              "--input",
              points,
              "--probes",
              "exact",
              "--out",
              scores);

      assertThat(typed.code()).isZero();
      List<String> rows = Files.readAllLines(scores);
      assertThat(nats(rows.get(1))).isCloseTo(density(0.5, -1), within(1e-3));
      assertThat(nats(rows.get(2))).isCloseTo(density(2, 0.25), within(1e-3));
    }
  }

  @Test
  void drawsSamplesFromTheNetworkItself() {
    Path out = folder.resolve("samples.npy");

    Typed typed = Typed.run("sample", "--model", network, "--count", 3, "--steps", 4, "--out", out);

    assertThat(typed.code()).isZero();
    assertThat(out).exists();
  }

  @Test
  void refusesAWrongScaleAndWritesNothing() throws IOException {
    Path out = folder.resolve("model.onnx");
    Path wrong = describe("wrong.json", 1);

    Typed typed = Typed.run("adopt", network, "--spec", wrong, "--out", out);

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err()).hasSize(1);
    assertThat(typed.err().get(0)).contains(network.toString(), "timeScale: 1.0 is wrong");
    assertThat(out).doesNotExist();
  }

  @Test
  void keepsWhatItReads() throws IOException {
    byte[] before = Files.readAllBytes(network);

    Typed typed = Typed.run("adopt", network, "--out", network);

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err().get(0)).contains("--out", "is what is read");
    assertThat(network).hasBinaryContent(before);
  }

  @Test
  void makesTheFoldersOfAVersion() {
    Path out = folder.resolve("models/gaussian/1/model.onnx");

    assertThat(Typed.run("adopt", network, "--out", out).code()).isZero();
    assertThat(Typed.run("inspect", folder.resolve("models/gaussian")).code()).isZero();
  }

  @Test
  void asksForADescription() throws IOException {
    Files.delete(folder.resolve("gaussian.driftwood.json"));

    Typed typed = Typed.run("adopt", network, "--out", folder.resolve("model.onnx"));

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err().get(0)).contains("not described", "gaussian.driftwood.json", "--spec");
  }

  private static double density(double x, double y) {
    return -0.5 * (x * x + y * y) - Math.log(2 * Math.PI);
  }

  private static double nats(String row) {
    return Double.parseDouble(row.split(",")[2]);
  }
}
