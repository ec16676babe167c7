package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An ONNX operator in terms of DJL's own functions, whose derivatives are the engine's.
 *
 * @param fits the uses that DJL has a function for
 * @param body the operator's results
 */
record DjlOperator(BiPredicate<NodeCase, OpenNode> fits, Function<DjlCall, NDList> body) {
  /** An operator with one result. */
  static DjlOperator of(Function<DjlCall, NDArray> body) {
    return ofMany(call -> new NDList(body.apply(call)));
  }

  /** An operator with several results. */
  static DjlOperator ofMany(Function<DjlCall, NDList> body) {
    return new DjlOperator((use, node) -> true, body);
  }

  /** The same for some of the uses only. */
  DjlOperator where(Predicate<OpenNode> condition) {
    return new DjlOperator(fits.and((use, node) -> condition.test(node)), body);
  }

  /** The same for uses with some inputs at least. */
  DjlOperator whereInputs(int atLeast) {
    return new DjlOperator(fits.and((use, node) -> use.inputs().size() >= atLeast), body);
  }

  /** The same for uses in which an input is a constant, if it is there. */
  DjlOperator whereFixed(int input) {
    return new DjlOperator(
        fits.and((use, node) -> input >= use.inputs().size() || !use.moves(input)), body);
  }
}
