package dev.driftwood.runtime.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactTest {
  private final Artefact artefact = Artefacts.randomImages(1, 8, 8);

  @Test
  void survivesItsFile() {
    Artefact read = Artefact.parse(artefact.bytes(), "model.onnx");

    assertThat(read).isEqualTo(artefact);
    assertThat(read.bytes()).isEqualTo(artefact.bytes());
    assertThat(read.digest()).matches("[0-9a-f]{64}");
  }

  /** The digest was computed once with this code; it must be the same on every run and JDK. */
  @Test
  void hasTheSameBytesWheneverItIsBuilt() {
    assertThat(Artefacts.randomImages(1, 8, 8).bytes()).isEqualTo(artefact.bytes());
    assertThat(Artefacts.gaussianPoints(List.of(0.5, -0.25), 0.5).digest())
        .isEqualTo("46ffc670c55c7f4db982cbd6ce3e55ea301cdaac27bd9f9c8e45cef6ba08e48e");
  }

  @Test
  void takesTheDriftOutOfAFileWithAProduct() {
    OnnxModel withProduct = new OnnxModel(ProductGraph.of(artefact.graph()), artefact.metadata());

    Artefact read = Artefact.parse(OnnxWriter.write(withProduct), "model.onnx");

    assertThat(read.graph().inputs()).extracting(Value::name).containsExactly("x", "t");
    assertThat(read.graph().operatorCounts()).isEqualTo(artefact.graph().operatorCounts());
  }

  @Test
  void takesTheHighestVersionOfAFolder(@TempDir Path folder) throws IOException {
    for (String version : List.of("2", "10", "notes")) {
      Files.createDirectories(folder.resolve(version));
      Files.write(folder.resolve(version).resolve("model.onnx"), artefact.bytes());
    }

    assertThat(ArtefactPath.resolve(folder)).isEqualTo(folder.resolve("10").resolve("model.onnx"));
    assertThat(Artefact.read(folder)).isEqualTo(artefact);
  }

  @Test
  void saysWhatIsWrongWithAFile(@TempDir Path folder) {
    byte[] whole = artefact.bytes();

    refuses(Arrays.copyOf(whole, whole.length / 2), "cut short");
    refuses(
        "not a model at all".getBytes(java.nio.charset.StandardCharsets.UTF_8), "no ONNX model");
    refuses(new byte[0], "no ONNX model");
    refuses(metadata(Map.of()), "no metadata entry \"driftwood.model\"");
    String json = artefact.description().toJson();
    refuses(
        metadata(Map.of("driftwood.model", json.replace("\"output\"", "\"outputt\""))), "outputt");
    refuses(
        metadata(Map.of("driftwood.model", json.replaceFirst("\"schema\" ?: ?1", "\"schema\": 7"))),
        "schema 7");
    refuses(
        metadata(Map.of("driftwood.model", json.replace("[1,8,8]", "[1,8192,8192]"))),
        "at most 16777216 numbers");
    assertThatThrownBy(() -> Artefact.read(folder.resolve("absent.onnx")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("absent.onnx: no such file");
    assertThatThrownBy(() -> Artefact.read(folder))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("no artefact in this folder");
  }

  @Test
  void refusesATimeThatIsAScalarAndAWrongShape() {
    String json = artefact.description().toJson();

    refuses(
        OnnxWriter.write(new OnnxModel(scalarTime(), Map.of("driftwood.model", json))),
        "\"t\" is FLOAT [] (expected: FLOAT [batch])");
    Map<String, String> other =
        Map.of("driftwood.model", Artefacts.randomImages(1, 4, 4).description().toJson());
    refuses(
        OnnxWriter.write(new OnnxModel(artefact.graph(), other)),
        "\"x\" is FLOAT [batch, 1, 8, 8] (expected: FLOAT [batch, 1, 4, 4])");
  }

  @Test
  void takesTheLabelOfAConditionalModel() {
    Artefact labelled = Artefacts.labelledPoints(1, List.of(new GaussianNetwork(List.of(0.5), 1)));

    Artefact read = Artefact.parse(labelled.bytes(), "model.onnx");

    assertThat(read.graph().inputs()).extracting(Value::name).containsExactly("x", "t", "label");
    assertThat(read.description().labels()).isEqualTo(labelled.description().labels());
    Map<String, String> wantsLabel = Map.of("driftwood.model", labelled.description().toJson());
    OnnxGraph none = Artefacts.gaussianPoints(List.of(0.5), 1).graph();
    refuses(OnnxWriter.write(new OnnxModel(none, wantsLabel)), "has no input \"label\"");
    refuses(
        OnnxWriter.write(new OnnxModel(floatLabel(), wantsLabel)),
        "\"label\" is FLOAT [batch] (expected: INT64 [batch])");
  }

  private static OnnxGraph floatLabel() {
    GraphBuilder builder = new GraphBuilder();
    Value x = builder.input("x", DataType.FLOAT, Shape.of(Shape.BATCH, 1));
    Value t = builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    Value label = builder.input("label", DataType.FLOAT, Shape.of(Shape.BATCH));
    OnnxOps ops = new OnnxOps(builder);
    Value row = ops.reshape(ops.add(t, label), -1, 1);
    return builder.build("drift", Map.of("drift", ops.mul(x, row)));
  }

  private static OnnxGraph scalarTime() {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, Shape.of(Shape.BATCH, 1, 8, 8));
    Value t = builder.input("t", DataType.FLOAT, Shape.SCALAR);
    return builder.build("drift", Map.of("drift", ops.mul(x, t)));
  }

  private byte[] metadata(Map<String, String> entries) {
    return OnnxWriter.write(new OnnxModel(artefact.graph(), entries));
  }

  private static void refuses(byte[] bytes, String reason) {
    assertThatThrownBy(() -> Artefact.parse(bytes, "model.onnx"))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageStartingWith("model.onnx: ")
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
