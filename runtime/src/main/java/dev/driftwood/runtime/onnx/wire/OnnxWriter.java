package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.UnsafeByteOperations;
import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.AttributeProto.AttributeType;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.proto.onnx.StringStringEntryProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.TensorShapeProto;
import dev.driftwood.proto.onnx.TensorShapeProto.Dimension;
import dev.driftwood.proto.onnx.TypeProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes models as ONNX bytes: the same model always gives the same bytes. */
public final class OnnxWriter {
  /** The version of the file format, which came with operator set 17. */
  public static final int IR_VERSION = 8;

  private static final String PRODUCER = "driftwood";
  private static final String BATCH_NAME = "batch";

  private OnnxWriter() {}

  /**
   * The bytes of a model.
   *
   * @throws DriftwoodException where a node has a kind of attribute that no operator of ours has
   */
  public static byte[] write(OnnxModel model) {
    return proto(model).build().toByteArray();
  }

  /**
   * The bytes of a model that gives further values from within its graph, whose types need not be
   * known; nothing else that is known of types is written.
   */
  public static byte[] writeShowing(OnnxModel model, List<String> values) {
    ModelProto.Builder proto = proto(model);
    GraphProto.Builder graph = proto.getGraphBuilder().clearValueInfo().clearOutput();
    values.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return proto.build().toByteArray();
  }

  private static ModelProto.Builder proto(OnnxModel model) {
    ModelProto.Builder proto =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(PRODUCER)
            .setGraph(graph(model.graph()))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(model.graph().opset()));
    model
        .metadata()
        .forEach(
            (key, value) ->
                proto.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return proto;
  }

  private static GraphProto graph(OnnxGraph graph) {
    return GraphProto.newBuilder()
        .setName(graph.name())
        .addAllInput(values(graph.inputs()))
        .addAllOutput(values(graph.outputs()))
        .addAllNode(graph.nodes().stream().map(OnnxWriter::node).toList())
        .addAllInitializer(graph.initializers().stream().map(OnnxWriter::tensor).toList())
        .build();
  }

  private static List<ValueInfoProto> values(List<Value> values) {
    return values.stream()
        .map(v -> ValueInfoProto.newBuilder().setName(v.name()).setType(type(v)).build())
        .collect(Collectors.toList());
  }

  private static TypeProto type(Value value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dim : value.shape().dims()) {
      shape.addDim(
          dim == Shape.BATCH
              ? Dimension.newBuilder().setDimParam(BATCH_NAME)
              : Dimension.newBuilder().setDimValue(dim));
    }
    int code = ElementTypes.code(value.type());
    return TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(code).setShape(shape))
        .build();
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
    } else if (value instanceof Attribute.Text text) {
      byte[] bytes = text.value().getBytes(StandardCharsets.UTF_8);
      proto.setType(AttributeType.STRING).setS(UnsafeByteOperations.unsafeWrap(bytes));
    } else {
      throw new DriftwoodException(
          "%s: attribute \"%s\" is %s (expected: a number, numbers or a text)"
              .formatted(node, name, value));
    }
    return proto.build();
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
