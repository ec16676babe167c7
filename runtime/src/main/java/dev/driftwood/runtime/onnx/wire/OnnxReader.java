package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.proto.onnx.StringStringEntryProto;
import dev.driftwood.proto.onnx.TensorShapeProto.Dimension;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.OnnxOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads models from ONNX bytes, strictly: what it returns has been checked, and what it does not
 * understand it refuses by name.
 */
public final class OnnxReader {
  private static final String DEFAULT_DOMAIN = "";

  private OnnxReader() {}

  /**
   * The model in some bytes.
   *
   * @throws DriftwoodException where they are no ONNX model, or one that is not written in operator
   *     set {@value OnnxOps#OPSET}
   */
  public static OnnxModel read(byte[] bytes) {
    ModelProto proto = parse(bytes);
    if (!proto.hasGraph() || proto.getIrVersion() < 1) {
      throw new DriftwoodException(
          "no ONNX model (expected: a file with an IR version and a graph)");
    }
    requireOpset(proto.getOpsetImportList());
    return new OnnxModel(graph(proto.getGraph()).checked(), metadata(proto.getMetadataPropsList()));
  }

  private static Map<String, String> metadata(List<StringStringEntryProto> entries) {
    Map<String, String> metadata = new TreeMap<>();
    for (StringStringEntryProto entry : entries) {
      if (metadata.put(entry.getKey(), entry.getValue()) != null) {
        throw new DriftwoodException(
            "metadata entry \"%s\" stands there twice (expected: once)".formatted(entry.getKey()));
      }
    }
    return metadata;
  }

  private static ModelProto parse(byte[] bytes) {
    try {
      return ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new DriftwoodException(
          "no ONNX model, or one that was cut short at %d bytes (expected: a whole .onnx file; copy or export it again)"
              .formatted(bytes.length),
          e);
    }
  }

  private static void requireOpset(List<OperatorSetIdProto> opsets) {
    String found =
        opsets.stream()
            .map(opset -> domain(opset.getDomain()) + " " + opset.getVersion())
            .collect(Collectors.joining(", "));
    String expected = domain(DEFAULT_DOMAIN) + " " + OnnxOps.OPSET;
    if (!found.equals(expected)) {
      throw new DriftwoodException(
          "operator sets: %s (expected: %s)".formatted(found.isEmpty() ? "none" : found, expected));
    }
  }

  private static String domain(String name) {
    return name.equals(DEFAULT_DOMAIN) ? "ai.onnx" : name;
  }

  private static OnnxGraph graph(GraphProto graph) {
    if (graph.getSparseInitializerCount() > 0) {
      throw new DriftwoodException("the graph has sparse initialisers (expected: dense ones)");
    }
    return new OnnxGraph(
        graph.getName(),
        OnnxOps.OPSET,
        graph.getInputList().stream().map(OnnxReader::value).toList(),
        graph.getOutputList().stream().map(OnnxReader::value).toList(),
        graph.getNodeList().stream().map(OnnxReader::node).toList(),
        graph.getInitializerList().stream().map(TensorReader::read).toList(),
        Map.of());
  }

  private static Value value(ValueInfoProto info) {
    String where = "value \"" + info.getName() + "\"";
    if (!info.getType().hasTensorType()) {
      throw new DriftwoodException(where + " is no tensor (expected: a float32 or int64 tensor)");
    }
    DataType type = ElementTypes.of(info.getType().getTensorType().getElemType(), where);
    List<Integer> dims =
        info.getType().getTensorType().getShape().getDimList().stream()
            .map(dim -> size(dim, where))
            .toList();
    return new Value(info.getName(), type, new Shape(dims));
  }

  private static int size(Dimension dim, String where) {
    boolean fixed = dim.hasDimValue();
    if (fixed && (dim.getDimValue() < 0 || dim.getDimValue() > Integer.MAX_VALUE)) {
      throw new DriftwoodException(where + " has an axis of size " + dim.getDimValue());
    }
    return fixed ? (int) dim.getDimValue() : Shape.BATCH;
  }

  private static Node node(NodeProto proto) {
    if (!proto.getDomain().isEmpty() && !proto.getDomain().equals("ai.onnx")) {
      throw new DriftwoodException(
          "%s node \"%s\" is of domain %s (expected: the default one, ai.onnx)"
              .formatted(proto.getOpType(), proto.getName(), proto.getDomain()));
    }
    if (proto.getOutputCount() == 0) {
      throw new DriftwoodException(
          "%s node \"%s\" gives nothing".formatted(proto.getOpType(), proto.getName()));
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    proto.getAttributeList().forEach(entry -> attributes.put(entry.getName(), attribute(entry)));
    return new Node(
        proto.getOpType(),
        proto.getName().isEmpty() ? proto.getOutput(0) : proto.getName(),
        List.copyOf(proto.getInputList()),
        List.copyOf(proto.getOutputList()),
        attributes);
  }

  private static Attribute attribute(AttributeProto proto) {
    return switch (proto.getType()) {
      case INT -> new Attribute.Int(proto.getI());
      case INTS -> new Attribute.Ints(proto.getIntsList());
      case FLOAT -> new Attribute.Float(proto.getF());
      case STRING -> new Attribute.Text(proto.getS().toStringUtf8());
      default -> new Attribute.Other(proto.getType().name());
    };
  }
}
