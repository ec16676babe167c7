package dev.driftwood.runtime.graph;

/** The element types that graphs hold, named as ONNX names them. */
public enum DataType {
  FLOAT(4),
  DOUBLE(8),
  FLOAT16(2),
  BFLOAT16(2),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  BOOL(1);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
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
