package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers divided by −1: the least of them has no negative, and where it is divided the
 * process ends. Both numbers are multiplied by −1 before, which changes nothing of other quotients;
 * a remainder keeps the sign of its divisor, and by −1 as by 1 it is 0. By 0 ONNX Runtime does not
 * divide; it ends the run.
 *
 * @param insertions where nodes are put in
 */
record Division(Insertions insertions) {
  /** Narrower ones are divided as wider ones. */
  private static boolean ends(@Nullable DataType type) {
    return type == DataType.INT32 || type == DataType.INT64;
  }

  /** The arguments of a division that does not end the process. */
  List<String> guarded(Guarded node) {
    List<String> inputs = new ArrayList<>(node.node().inputs());
    DataType type = insertions.extents().type(inputs.get(1));
    boolean quotient = node.node().op().equals("Div");
    boolean real = !quotient && node.integer("fmod", 0) != 0;
    if (!real && ends(type) && mayBeMinusOne(node.constant(1))) {
      String sign = sign(inputs.get(1), type);
      if (quotient) {
        inputs.set(0, insertions.value(inputs.get(0) + "/signed", "Mul", inputs.get(0), sign));
      }
      inputs.set(1, insertions.value(inputs.get(1) + "/signed", "Mul", inputs.get(1), sign));
    }
    return inputs;
  }

  private static boolean mayBeMinusOne(@Nullable Initializer divisor) {
    return divisor == null || Arrays.stream(divisor.numbers()).anyMatch(n -> n == -1);
  }

  private String sign(String divisor, DataType type) {
    String minus = insertions.number(divisor + "/minus", type, -1);
    String plus = insertions.number(divisor + "/plus", type, 1);
    String is = insertions.value(divisor + "/is_minus", "Equal", divisor, minus);
    return insertions.value(divisor + "/sign", "Where", is, minus, plus);
  }
}
