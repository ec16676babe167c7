package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code ArrangementRules}. */
final class ArrangementKernels {
  private ArrangementKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Transpose", ArrangementKernels::transpose);
  }

  private static List<Tensor> transpose(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    int[] reversed =
        IntStream.range(0, x.shape().rank()).map(i -> x.shape().rank() - 1 - i).toArray();
    return List.of(new ReferenceOps().transpose(x, node.integers("perm", reversed)));
  }
}
