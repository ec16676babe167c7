package dev.driftwood.runtime.onnx;

/** The element types that our graphs hold, named as ONNX names them. */
public enum DataType {
  FLOAT(Float.BYTES),
  INT64(Long.BYTES);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }
}
