package dev.driftwood.runtime.onnx.schema;

/**
 * A place for arguments or results of an operator.
 *
 * @param name what the operator calls it
 * @param required whether it must be there
 * @param repeated whether it stands for any number of them, which it does as the last one only
 */
record Slot(String name, boolean required, boolean repeated) {
  /** A slot from its text: {@code NAME}, {@code NAME?}, {@code NAME+} or {@code NAME*}. */
  static Slot parse(String text) {
    String name = text.replaceAll("[?+*]$", "");
    boolean repeated = text.endsWith("+") || text.endsWith("*");
    return new Slot(name, !text.endsWith("?") && !text.endsWith("*"), repeated);
  }
}
