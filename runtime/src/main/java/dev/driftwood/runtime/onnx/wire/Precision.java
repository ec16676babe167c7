package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out whether a file has fractions of other types than float32. */
final class Precision {
  private static final Set<Integer> OTHERS =
      Set.of(
          TensorProto.DataType.DOUBLE_VALUE,
          TensorProto.DataType.FLOAT16_VALUE,
          TensorProto.DataType.BFLOAT16_VALUE);

  /** Attributes by which operators name the type of what they give. */
  private static final Set<String> TYPES = Set.of("to", "dtype", "output_datatype");

  private Precision() {}

  /** Whether no value can be of such a type: none comes from outside, and no node makes one. */
  static boolean isSingle(ModelProto model) {
    return isSingle(model.getGraph())
        && model.getFunctionsList().stream().allMatch(Precision::isSingle);
  }

  private static boolean isSingle(FunctionProto function) {
    return isSingle(function.getNodeList())
        && function.getAttributeProtoList().stream().allMatch(Precision::isSingle);
  }

  private static boolean isSingle(GraphProto graph) {
    return Stream.of(graph.getInputList(), graph.getOutputList())
            .flatMap(List::stream)
            .allMatch(Precision::isSingle)
        && graph.getInitializerList().stream().allMatch(Precision::isSingle)
        && isSingle(graph.getNodeList());
  }

  private static boolean isSingle(List<NodeProto> nodes) {
    return nodes.stream()
        .flatMap(node -> node.getAttributeList().stream())
        .allMatch(Precision::isSingle);
  }

  private static boolean isSingle(ValueInfoProto value) {
    return !OTHERS.contains(value.getType().getTensorType().getElemType());
  }

  private static boolean isSingle(TensorProto array) {
    return !OTHERS.contains(array.getDataType());
  }

  private static boolean isSingle(AttributeProto attribute) {
    boolean types = TYPES.contains(attribute.getName()) && attribute.getI() <= Integer.MAX_VALUE;
    return !(types && OTHERS.contains((int) attribute.getI()))
        && isSingle(attribute.getT())
        && isSingle(attribute.getG());
  }
}
