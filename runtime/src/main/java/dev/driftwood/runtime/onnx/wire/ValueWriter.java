package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.TensorShapeProto;
import dev.driftwood.proto.onnx.TensorShapeProto.Dimension;
import dev.driftwood.proto.onnx.TypeProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;

/** Writes what is known of values. */
final class ValueWriter {
  private final boolean inner;

  /**
   * A writer.
   *
   * @param inner whether the values are those of a graph within a graph
   */
  ValueWriter(boolean inner) {
    this.inner = inner;
  }

  /** An input or output, without what {@link ValueReader#UNSAID} stands for. */
  ValueInfoProto info(Value value) {
    ValueInfoProto.Builder info = ValueInfoProto.newBuilder().setName(value.name());
    boolean unsaid = inner && value.valueType().equals(ValueReader.UNSAID);
    if (!unsaid) {
      boolean shaped = !inner || !value.shape().equals(ValueReader.UNSAID.shape());
      info.setType(type(value.valueType(), shaped));
    }
    return info.build();
  }

  /** A value that a node gives. */
  static ValueInfoProto between(String name, ValueType type) {
    return ValueInfoProto.newBuilder().setName(name).setType(type(type, true)).build();
  }

  private static TypeProto type(ValueType value, boolean shaped) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(ElementTypes.code(value.element()));
    if (shaped) {
      tensor.setShape(shape(value.shape()));
    }
    return TypeProto.newBuilder().setTensorType(tensor).build();
  }

  private static TensorShapeProto shape(Shape shape) {
    TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
    shape.dims().forEach(dim -> proto.addDim(dimension(dim)));
    return proto.build();
  }

  private static Dimension dimension(int size) {
    Dimension.Builder dimension = Dimension.newBuilder();
    if (size >= 0) {
      dimension.setDimValue(size);
    } else if (size != Shape.UNKNOWN) {
      dimension.setDimParam(size == Shape.BATCH ? "batch" : -size + "*batch");
    }
    return dimension.build();
  }
}
