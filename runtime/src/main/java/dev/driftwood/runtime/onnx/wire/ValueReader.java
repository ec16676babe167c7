package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.TensorShapeProto;
import dev.driftwood.proto.onnx.TensorShapeProto.Dimension;
import dev.driftwood.proto.onnx.TypeProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes what a file says of values. */
final class ValueReader {
  /**
   * What is taken for the type of a value within an inner graph that the file says nothing of, as
   * it may: ONNX Runtime infers it. The shape is also taken where only that is missing, and for an
   * output of the whole graph.
   */
  static final ValueType UNSAID = ValueType.ofFloats(Shape.of(Shape.BATCH));

  private static final Pattern BATCHES = Pattern.compile("(?:([1-9]\\d{0,8})\\*)?batch");

  private final boolean own;
  private final boolean inner;

  /**
   * A reader.
   *
   * @param own whether Driftwood wrote the file
   * @param inner whether the values are those of a graph within a graph
   */
  ValueReader(boolean own, boolean inner) {
    this.own = own;
    this.inner = inner;
  }

  /** An input of a graph. */
  Value input(ValueInfoProto info, String name) {
    if (!inner && !info.getType().getTensorType().hasShape() && info.getType().hasTensorType()) {
      throw new DriftwoodException(
          "input \"%s\" has no shape (expected: one, in which sizes may be symbolic)"
              .formatted(info.getName()));
    }
    return output(info, name);
  }

  /** An output of a graph. */
  Value output(ValueInfoProto info, String name) {
    if (inner && !info.hasType()) {
      return Value.of(name, UNSAID);
    }
    String where = "value \"" + info.getName() + "\"";
    if (!info.getType().hasTensorType()) {
      throw new DriftwoodException(where + " is no tensor (expected: numbers or truth values)");
    }
    TypeProto.Tensor tensor = info.getType().getTensorType();
    DataType type = ElementTypes.of(tensor.getElemType(), where);
    Shape shape = tensor.hasShape() ? shape(tensor.getShape(), where) : UNSAID.shape();
    return new Value(name, type, shape);
  }

  /** What a file says of a value in between; empty where it does not say all. */
  Optional<ValueType> between(ValueInfoProto info) {
    TypeProto.Tensor tensor = info.getType().getTensorType();
    if (!info.getType().hasTensorType() || !tensor.hasShape()) {
      return Optional.empty();
    }
    return ElementTypes.find(tensor.getElemType())
        .map(type -> new ValueType(type, shape(tensor.getShape(), info.getName())));
  }

  private Shape shape(TensorShapeProto proto, String where) {
    int[] dims = new int[proto.getDimCount()];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = size(proto.getDim(axis), axis == 0 && !inner, where);
    }
    return Sizes.of(dims, where).shape();
  }

  private int size(Dimension dim, boolean first, String where) {
    if (dim.hasDimValue() && dim.getDimValue() != -1) {
      return fixed(dim.getDimValue(), where);
    }
    Matcher batches = BATCHES.matcher(dim.getDimParam());
    if (batches.matches()) {
      return batches.group(1) == null ? Shape.BATCH : -Integer.parseInt(batches.group(1));
    }
    boolean named = !dim.getDimParam().isEmpty();
    return first && (named || !own) ? Shape.BATCH : Shape.UNKNOWN;
  }

  private static int fixed(long size, String where) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new DriftwoodException(where + " has an axis of size " + size);
    }
    return (int) size;
  }
}
