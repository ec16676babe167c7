package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reductions as DJL's functions. */
final class DjlReductions {
  /** A reduction over one axis or several. */
  private interface Reduction {
    NDArray over(NDArray x, int[] axes, boolean keep);
  }

  private DjlReductions() {}

  static void addTo(Map<String, DjlOperator> table) {
    UnaryOperator<NDArray> same = x -> x;
    table.put("ReduceSum", reduced(same, NDArray::sum, same));
    table.put("ReduceMean", reduced(same, axisByAxis(NDArray::mean), same));
    table.put("ReduceMax", reduced(same, axisByAxis(NDArray::max), same));
    table.put("ReduceMin", reduced(same, axisByAxis(NDArray::min), same));
    table.put("ReduceProd", reduced(same, axisByAxis(NDArray::prod), same));
    table.put("ReduceL1", reduced(NDArray::abs, NDArray::sum, same));
    table.put("ReduceL2", reduced(NDArray::square, NDArray::sum, NDArray::sqrt));
    table.put("ReduceSumSquare", reduced(NDArray::square, NDArray::sum, same));
    table.put("ReduceLogSum", reduced(same, NDArray::sum, NDArray::log));
    table.put("ReduceLogSumExp", reduced(NDArray::exp, NDArray::sum, NDArray::log));
    table.put("Softmax", DjlOperator.of(call -> call.x().softmax(call.axis(-1))));
    table.put("LogSoftmax", DjlOperator.of(call -> call.x().logSoftmax(call.axis(-1))));
    table.put(
        "CumSum",
        DjlOperator.of(call -> call.x().cumSum(call.axisOf(call.node().argument(1)[0])))
            .where(node -> node.integer("exclusive", 0) == 0 && node.integer("reverse", 0) == 0));
  }

  private static DjlOperator reduced(
      UnaryOperator<NDArray> before, Reduction reduction, UnaryOperator<NDArray> after) {
    DjlOperator operator =
        DjlOperator.of(
            call -> {
              boolean keep = call.node().integer("keepdims", 1) == 1;
              NDArray inner = before.apply(call.x());
              return after.apply(reduction.over(inner, axes(call), keep));
            });
    return operator.where(node -> node.integer("noop_with_empty_axes", 0) == 0);
  }

  private static int[] axes(DjlCall call) {
    OpenNode node = call.node();
    int[] axes = node.hasArgument(1) ? node.argument(1) : node.integers("axes");
    return axes.length == 0 ? call.allAxes() : call.axesOf(axes);
  }

  /**
   * The engine takes one axis at a time; the last go first, so that the others keep their number.
   */
  private static Reduction axisByAxis(Reduction ofOne) {
    return (x, axes, keep) -> {
      int[] upwards = Arrays.stream(axes).sorted().toArray();
      NDArray y = x;
      for (int i = upwards.length - 1; i >= 0; i--) {
        y = ofOne.over(y, new int[] {upwards[i]}, keep);
      }
      return y;
    };
  }
}
