package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.AttributeProto.AttributeType;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes graphs and what they are made of. */
final class GraphWriter {
  private final ValueWriter values;

  /**
   * A writer.
   *
   * @param inner whether it writes graphs within a graph
   */
  GraphWriter(boolean inner) {
    this.values = new ValueWriter(inner);
  }

  GraphProto graph(OnnxGraph graph) {
    GraphProto.Builder proto =
        GraphProto.newBuilder()
            .setName(graph.name())
            .addAllInput(infos(graph.inputs()))
            .addAllOutput(infos(graph.outputs()))
            .addAllNode(graph.nodes().stream().map(GraphWriter::node).toList())
            .addAllInitializer(graph.initializers().stream().map(GraphWriter::tensor).toList());
    graph.types().forEach((name, type) -> proto.addValueInfo(ValueWriter.between(name, type)));
    return proto.build();
  }

  private List<ValueInfoProto> infos(List<Value> from) {
    return from.stream().map(values::info).toList();
  }

  private static NodeProto node(Node node) {
    NodeProto.Builder proto =
        NodeProto.newBuilder()
            .setOpType(node.op())
            .setName(node.name())
            .addAllInput(withoutEmptyTail(node.inputs()))
            .addAllOutput(withoutEmptyTail(node.outputs()));
    node.attributes().forEach((name, value) -> proto.addAttribute(attribute(node, name, value)));
    return proto.build();
  }

  /**
   * An empty optional value at the end crashes some ONNX Runtime kernels; leaving it out means the
   * same.
   */
  private static List<String> withoutEmptyTail(List<String> names) {
    int end = names.size();
    while (end > 0 && names.get(end - 1).isEmpty()) {
      end--;
    }
    return names.subList(0, end);
  }

  private static AttributeProto attribute(Node node, String name, Attribute value) {
    AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
    if (value instanceof Attribute.Int number) {
      proto.setType(AttributeType.INT).setI(number.value());
    } else if (value instanceof Attribute.Ints numbers) {
      proto.setType(AttributeType.INTS).addAllInts(numbers.values());
    } else if (value instanceof Attribute.Float number) {
      proto.setType(AttributeType.FLOAT).setF(number.value());
    } else if (value instanceof Attribute.Floats numbers) {
      proto.setType(AttributeType.FLOATS).addAllFloats(numbers.values());
    } else if (value instanceof Attribute.Text text) {
      proto.setType(AttributeType.STRING).setS(bytes(text.value()));
    } else if (value instanceof Attribute.Texts texts) {
      texts.values().forEach(text -> proto.addStrings(bytes(text)));
      proto.setType(AttributeType.STRINGS);
    } else if (value instanceof Attribute.Array array) {
      proto.setType(AttributeType.TENSOR).setT(tensor(array.value()));
    } else if (value instanceof Attribute.Graph inner) {
      proto.setType(AttributeType.GRAPH).setG(new GraphWriter(true).graph(inner.value()));
    } else {
      throw new DriftwoodException(
          "%s: attribute \"%s\" is %s (expected: a number, a text, an array, a graph, or several of the first two)"
              .formatted(node, name, value));
    }
    return proto.build();
  }

  private static ByteString bytes(String text) {
    return UnsafeByteOperations.unsafeWrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static TensorProto tensor(Initializer array) {
    return TensorProto.newBuilder()
        .setName(array.name())
        .setDataType(ElementTypes.code(array.type()))
        .addAllDims(array.shape().dims().stream().map(Integer::longValue).toList())
        .setRawData(UnsafeByteOperations.unsafeWrap(array.data()))
        .build();
  }
}
