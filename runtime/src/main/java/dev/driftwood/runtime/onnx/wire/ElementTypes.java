package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.onnx.DataType;

/** The numbers by which the file format calls element types. */
final class ElementTypes {
  private ElementTypes() {}

  static int code(DataType type) {
    return switch (type) {
      case FLOAT -> TensorProto.DataType.FLOAT_VALUE;
      case INT64 -> TensorProto.DataType.INT64_VALUE;
    };
  }

  static DataType of(int code, String where) {
    for (DataType type : DataType.values()) {
      if (code(type) == code) {
        return type;
      }
    }
    TensorProto.DataType named = TensorProto.DataType.forNumber(code);
    throw new DriftwoodException(
        "%s has element type %s (expected: FLOAT or INT64)"
            .formatted(where, named == null ? "number " + code : named.name()));
  }
}
