package dev.driftwood.runtime.adopt;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.AttributeProto.AttributeType;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.TensorShapeProto;
import dev.driftwood.proto.onnx.TensorShapeProto.Dimension;
import dev.driftwood.proto.onnx.TypeProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import java.util.Arrays;

/**
 * A file as an exporter writes it, message by message: inputs {@code y} and {@code tau [n]}, output
 * {@code out}.
 */
final class FileGraph {
  private static final int IR_VERSION = 7;

  private final int opset;
  private final RandomTensors random = new RandomTensors(3);
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("by hand");
  private int values;

  FileGraph(int opset, int... item) {
    this.opset = opset;
    graph.addInput(input("y", item));
    graph.addInput(input("tau"));
  }

  private static ValueInfoProto input(String name, int... item) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("N"));
    Arrays.stream(item).forEach(dim -> shape.addDim(Dimension.newBuilder().setDimValue(dim)));
    return ValueInfoProto.newBuilder().setName(name).setType(floats(shape)).build();
  }

  private static TypeProto floats(TensorShapeProto.Builder shape) {
    return TypeProto.newBuilder()
        .setTensorType(
            TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape))
        .build();
  }

  int opset() {
    return opset;
  }

  /** A node of some inputs, whose attributes are {@code name, value} in turn; its output's name. */
  String node(String op, String[] inputs, Object... attributes) {
    String output = "v" + values++;
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(op).addAllInput(Arrays.asList(inputs)).addOutput(output);
    for (int i = 0; i < attributes.length; i += 2) {
      node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
    }
    graph.addNode(node);
    return output;
  }

  /** A node of one input. */
  String node(String op, String input, Object... attributes) {
    return node(op, new String[] {input}, attributes);
  }

  /** A node of two inputs and no attributes. */
  String binary(String op, String a, String b) {
    return node(op, new String[] {a, b});
  }

  static String[] inputs(String... names) {
    return names;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer number) {
      attribute.setType(AttributeType.INT).setI(number);
    } else if (value instanceof Float number) {
      attribute.setType(AttributeType.FLOAT).setF(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof int[] numbers) {
      attribute.setType(AttributeType.INTS);
      Arrays.stream(numbers).forEach(attribute::addInts);
    } else if (value instanceof TensorProto array) {
      attribute.setType(AttributeType.TENSOR).setT(array);
    } else {
      throw new IllegalArgumentException(name + ": " + value);
    }
    return attribute.build();
  }

  /** Random weights of a size that keeps what goes through them of order one. */
  String weights(double scale, int... dims) {
    double[] drawn = random.next(Shape.of(dims)).values();
    return floats(Arrays.stream(drawn).map(value -> scale * value).toArray(), dims);
  }

  /** An initialiser of float32 numbers. */
  String floats(double[] numbers, int... dims) {
    String name = "w" + values++;
    graph.addInitializer(array(name, numbers, dims));
    return name;
  }

  static TensorProto array(String name, double[] numbers, int... dims) {
    TensorProto.Builder array =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    Arrays.stream(dims).forEach(array::addDims);
    Arrays.stream(numbers).forEach(number -> array.addFloatData((float) number));
    return array.build();
  }

  /** A number, as a Constant node. */
  String number(double value) {
    return node("Constant", new String[0], "value", array("", new double[] {value}));
  }

  /** An initialiser of whole numbers. */
  String longs(long... numbers) {
    String name = "i" + values++;
    TensorProto.Builder array =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(numbers.length);
    Arrays.stream(numbers).forEach(array::addInt64Data);
    graph.addInitializer(array);
    return name;
  }

  /** The file. */
  byte[] bytes(String output) {
    graph.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(output).addOutput("out"));
    graph.addOutput(ValueInfoProto.newBuilder().setName("out").setType(floats(anyShape())));
    return ModelProto.newBuilder()
        .setIrVersion(opset > 18 ? 10 : IR_VERSION)
        .setProducerName("by hand")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private TensorShapeProto.Builder anyShape() {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    int rank = graph.getInput(0).getType().getTensorType().getShape().getDimCount();
    for (int i = 0; i < rank; i++) {
      shape.addDim(Dimension.newBuilder().setDimParam("out_" + i));
    }
    return shape;
  }
}
