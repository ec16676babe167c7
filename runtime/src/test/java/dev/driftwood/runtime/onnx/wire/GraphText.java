package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.AttributeProto.AttributeType;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.TensorShapeProto;
import dev.driftwood.proto.onnx.TensorShapeProto.Dimension;
import dev.driftwood.proto.onnx.TypeProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A graph of the file format, put together from lines of text. */
public final class GraphText {
  private final GraphProto.Builder graph;

  /** An empty graph. */
  public GraphText(String name) {
    this(GraphProto.newBuilder().setName(name));
  }

  private GraphText(GraphProto.Builder graph) {
    this.graph = graph;
  }

  GraphText changed(UnaryOperator<GraphProto.Builder> change) {
    return new GraphText(change.apply(graph));
  }

  /** An input; see {@link ModelFile#input}. */
  public GraphText input(String name, DataType type, Object... dims) {
    graph.addInput(value(name, type, dims));
    return this;
  }

  /** An output. */
  public GraphText output(String name, DataType type, Object... dims) {
    graph.addOutput(value(name, type, dims));
    return this;
  }

  /** An output of which only the type is said. */
  public GraphText shapeless(String name, DataType type) {
    ValueInfoProto.Builder value = value(name, type).toBuilder();
    value.getTypeBuilder().getTensorTypeBuilder().clearShape();
    graph.addOutput(value);
    return this;
  }

  /** An output of which nothing is said. */
  public GraphText output(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  /** An initialiser. */
  public GraphText array(Initializer array) {
    graph.addInitializer(tensor(array));
    return this;
  }

  /** A node; see {@link ModelFile#node}. */
  public GraphText node(String text, Object... attributes) {
    graph.addNode(nodeProto(text, attributes));
    return this;
  }

  GraphProto build() {
    return graph.build();
  }

  static ValueInfoProto value(String name, DataType type, Object... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object dim : dims) {
      Dimension.Builder dimension = Dimension.newBuilder();
      if (dim instanceof Integer size) {
        dimension.setDimValue(size);
      } else if (!dim.equals("?")) {
        dimension.setDimParam(dim.toString());
      }
      shape.addDim(dimension);
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(ElementTypes.code(type)).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  static TensorProto tensor(Initializer array) {
    return TensorProto.newBuilder()
        .setName(array.name())
        .setDataType(ElementTypes.code(array.type()))
        .addAllDims(array.shape().dims().stream().map(Integer::longValue).toList())
        .setRawData(ByteString.copyFrom(array.data().duplicate()))
        .build();
  }

  static NodeProto nodeProto(String text, Object... attributes) {
    int equals = text.indexOf('=');
    int open = text.indexOf('(', equals);
    String op = text.substring(equals + 1, open).strip();
    int dot = op.lastIndexOf('.');
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setDomain(dot < 0 ? "" : op.substring(0, dot))
            .setOpType(op.substring(dot + 1))
            .addAllOutput(names(text.substring(0, equals)))
            .addAllInput(names(text.substring(open + 1, text.lastIndexOf(')'))));
    node.setName(String.join("+", node.getOutputList()));
    for (int i = 0; i < attributes.length; i += 2) {
      node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
    }
    return node.build();
  }

  private static List<String> names(String list) {
    return list.isBlank()
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer number) {
      proto.setType(AttributeType.INT).setI(number);
    } else if (value instanceof int[] numbers) {
      proto.setType(AttributeType.INTS);
      Arrays.stream(numbers).forEach(proto::addInts);
    } else if (value instanceof Float number) {
      proto.setType(AttributeType.FLOAT).setF(number);
    } else if (value instanceof float[] numbers) {
      proto.setType(AttributeType.FLOATS);
      for (float number : numbers) {
        proto.addFloats(number);
      }
    } else if (value instanceof String text && text.startsWith("@")) {
      proto.setRefAttrName(text.substring(1));
    } else if (value instanceof String text) {
      proto.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof Initializer array) {
      proto.setType(AttributeType.TENSOR).setT(tensor(array));
    } else if (value instanceof GraphText inner) {
      proto.setType(AttributeType.GRAPH).setG(inner.build());
    } else {
      throw new IllegalArgumentException(name + ": " + value.getClass());
    }
    return proto.build();
  }
}
