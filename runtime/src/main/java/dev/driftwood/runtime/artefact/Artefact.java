package dev.driftwood.runtime.artefact;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.Sha256;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network as it is shipped: the graph {@code drift(x, t)}, or {@code drift(x, t, label)} of a
 * conditional model, its description and whatever else its file says.
 *
 * @param description what the model is
 * @param graph inputs {@code x [n, …shape]}, {@code t [n]} and, where the description has labels,
 *     {@code label [n]} of int64, output {@code drift} of the shape of {@code x}; a Jacobian-vector
 *     product that the file may have is left out
 * @param metadata every entry of the file, the description among them
 * @param digest SHA-256 of the file, in hexadecimal
 */
public record Artefact(
    ModelDescription description, OnnxGraph graph, Map<String, String> metadata, String digest) {
  /** The metadata entry that says what a network was trained on and how, in JSON. */
  public static final String TRAINING_KEY = "driftwood.training";

  /** Two gigabytes less what Java keeps of an array. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  /**
   * Reads an artefact.
   *
   * @param path an {@code .onnx} file, a folder with {@code model.onnx}, or a folder of numbered
   *     versions, whose highest is taken
   * @throws DriftwoodException saying what the file has and what was expected
   */
  public static Artefact read(Path path) {
    Path file = ArtefactPath.resolve(path);
    try {
      long bytes = Files.size(file);
      if (bytes > LARGEST) {
        throw new DriftwoodException(
            "%s: has %d bytes (expected: at most %d, as protocol buffers can't be larger)"
                .formatted(file, bytes, LARGEST));
      }
      return parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new DriftwoodException(file + ": can't be read: " + e.getMessage(), e);
    }
  }

  /** Reads an artefact from the bytes of its file; errors begin with {@code where}. */
  public static Artefact parse(byte[] bytes, String where) {
    try {
      return of(OnnxReader.read(bytes), digest(bytes));
    } catch (DriftwoodException e) {
      throw new DriftwoodException(where + ": " + e.getMessage(), e);
    }
  }

  /**
   * The artefact that a model with a description is.
   *
   * @param digest of the model's file
   */
  public static Artefact of(OnnxModel model, String digest) {
    String json = model.metadata().get(ModelDescription.METADATA_KEY);
    if (json == null) {
      throw new DriftwoodException(
          "no metadata entry \"%s\" (expected: an artefact, or a network with NAME.driftwood.json beside it)"
              .formatted(ModelDescription.METADATA_KEY));
    }
    ModelDescription description = ModelDescription.parse(json, "metadata");
    OnnxGraph graph = signature(model.graph(), description);
    return new Artefact(description, graph, model.metadata(), digest);
  }

  /** An artefact of a graph that was built here, with further metadata entries. */
  public static Artefact of(
      ModelDescription description, OnnxGraph graph, Map<String, String> entries) {
    Map<String, String> metadata = new TreeMap<>(entries);
    metadata.put(ModelDescription.METADATA_KEY, description.toJson());
    OnnxGraph checked = signature(graph, description);
    byte[] bytes = OnnxWriter.write(new OnnxModel(checked, metadata));
    return new Artefact(description, checked, metadata, digest(bytes));
  }

  /** The bytes of the file; the same artefact always has the same. */
  public byte[] bytes() {
    return OnnxWriter.write(new OnnxModel(graph, metadata));
  }

  private static OnnxGraph signature(OnnxGraph graph, ModelDescription description) {
    requireDrift(description);
    Shape state = Shape.batched(description.shape().dimensions());
    Shape row = Shape.of(Shape.BATCH);
    require(graph.input("x"), ValueType.ofFloats(state));
    require(graph.input("t"), ValueType.ofFloats(row));
    require(graph.output("drift"), ValueType.ofFloats(state));
    if (description.labels().isEmpty()) {
      return graph.keeping(List.of("x", "t"), List.of("drift"));
    }
    require(graph.input("label"), new ValueType(DataType.INT64, row));
    return graph.keeping(List.of("x", "t", "label"), List.of("drift"));
  }

  private static void requireDrift(ModelDescription description) {
    if (description.output() != OutputKind.DRIFT) {
      throw new DriftwoodException(
          "output \"%s\" (expected: a network whose output is \"drift\")"
              .formatted(description.output().jsonName()));
    }
  }

  private static void require(Value value, ValueType expected) {
    if (!value.valueType().equals(expected)) {
      throw new DriftwoodException(
          "\"%s\" is %s %s (expected: %s %s)"
              .formatted(
                  value.name(), value.type(), value.shape(), expected.element(), expected.shape()));
    }
  }

  /** SHA-256 of a file, in hexadecimal. */
  public static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }
}
