package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import java.util.Optional;

/** The numbers by which the file format calls element types. */
final class ElementTypes {
  private ElementTypes() {}

  static int code(DataType type) {
    return switch (type) {
      case FLOAT -> TensorProto.DataType.FLOAT_VALUE;
      case DOUBLE -> TensorProto.DataType.DOUBLE_VALUE;
      case FLOAT16 -> TensorProto.DataType.FLOAT16_VALUE;
      case BFLOAT16 -> TensorProto.DataType.BFLOAT16_VALUE;
      case INT8 -> TensorProto.DataType.INT8_VALUE;
      case INT16 -> TensorProto.DataType.INT16_VALUE;
      case INT32 -> TensorProto.DataType.INT32_VALUE;
      case INT64 -> TensorProto.DataType.INT64_VALUE;
      case UINT8 -> TensorProto.DataType.UINT8_VALUE;
      case UINT16 -> TensorProto.DataType.UINT16_VALUE;
      case UINT32 -> TensorProto.DataType.UINT32_VALUE;
      case UINT64 -> TensorProto.DataType.UINT64_VALUE;
      case BOOL -> TensorProto.DataType.BOOL_VALUE;
    };
  }

  /** The type of a number; empty where graphs don't hold it. */
  static Optional<DataType> find(int code) {
    for (DataType type : DataType.values()) {
      if (code(type) == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  static DataType of(int code, String where) {
    return find(code)
        .orElseThrow(
            () -> {
              TensorProto.DataType named = TensorProto.DataType.forNumber(code);
              return new DriftwoodException(
                  "%s has element type %s (expected: numbers or truth values)"
                      .formatted(where, named == null ? "number " + code : named.name()));
            });
  }
}
