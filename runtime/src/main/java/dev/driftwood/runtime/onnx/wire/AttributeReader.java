package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the attributes of nodes.
 *
 * @param tensors reads arrays
 * @param graphs reads graphs that a node runs
 * @param arguments what attributes stand for that refer to those of a call
 */
record AttributeReader(
    TensorReader tensors,
    Function<GraphProto, OnnxGraph> graphs,
    Map<String, Attribute> arguments) {

  /** The attributes by name. One that refers to what a call leaves out is left out. */
  Map<String, Attribute> read(List<AttributeProto> protos, String where) {
    Map<String, Attribute> attributes = new TreeMap<>();
    for (AttributeProto proto : protos) {
      String name = proto.getName();
      Attribute value =
          proto.getRefAttrName().isEmpty() ? value(proto) : arguments.get(proto.getRefAttrName());
      if (value != null && attributes.put(name, value) != null) {
        throw new DriftwoodException(
            "%s has attribute \"%s\" twice (expected: once)".formatted(where, name));
      }
    }
    return attributes;
  }

  private Attribute value(AttributeProto proto) {
    return switch (proto.getType()) {
      case INT -> new Attribute.Int(proto.getI());
      case INTS -> new Attribute.Ints(proto.getIntsList());
      case FLOAT -> new Attribute.Float(proto.getF());
      case FLOATS -> new Attribute.Floats(proto.getFloatsList());
      case STRING -> new Attribute.Text(proto.getS().toStringUtf8());
      case STRINGS ->
          new Attribute.Texts(
              proto.getStringsList().stream().map(ByteString::toStringUtf8).toList());
      case TENSOR -> new Attribute.Array(tensors.read(proto.getT()));
      case GRAPH -> new Attribute.Graph(graphs.apply(proto.getG()));
      default -> new Attribute.Other(proto.getType().name());
    };
  }
}
