package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Einsum;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An Einstein summation by its definition: one pass over all values of all labels. */
record Summation(Einsum equation, List<Tensor> operands) {
  Tensor result() {
    Map<String, Integer> sizes = equation.sizes(operands.stream().map(Tensor::shape).toList());
    List<String> labels = equation.joint();
    Shape joint = new Shape(labels.stream().map(sizes::get).toList());
    Tensor result = Tensor.zeros(new Shape(equation.result().stream().map(sizes::get).toList()));
    int[] to = strides(labels, equation.result(), result);
    List<int[]> from =
        IntStream.range(0, operands.size())
            .mapToObj(i -> strides(labels, equation.operands().get(i), operands.get(i)))
            .toList();
    for (int i = 0; i < joint.size(); i++) {
      double product = 1;
      for (int j = 0; j < operands.size(); j++) {
        product *= operands.get(j).values()[ReferenceOps.offsetOf(i, joint, from.get(j))];
      }
      result.values()[ReferenceOps.offsetOf(i, joint, to)] += product;
    }
    return result;
  }

  /** How far a step along each label goes in an array; a label met twice walks its diagonal. */
  private static int[] strides(List<String> labels, List<String> axes, Tensor array) {
    int[] own = array.stridesFor(array.shape());
    int[] strides = new int[labels.size()];
    for (int axis = 0; axis < own.length; axis++) {
      strides[labels.indexOf(axes.get(axis))] += own[axis];
    }
    return strides;
  }
}
