package dev.driftwood.runtime.graph;

/** The element types that graphs hold, named as ONNX names them. */
public enum DataType {
  FLOAT(1, 4),
  DOUBLE(11, 8),
  FLOAT16(10, 2),
  BFLOAT16(16, 2),
  INT8(3, 1),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  UINT8(2, 1),
  UINT16(4, 2),
  UINT32(12, 4),
  UINT64(13, 8),
  BOOL(9, 1);

  private final int code;
  private final int bytes;

  DataType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The number by which ONNX calls the type. */
  public int code() {
    return code;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether values of this type can carry a derivative. */
  public boolean isFloating() {
    return switch (this) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
      default -> false;
    };
  }
}
