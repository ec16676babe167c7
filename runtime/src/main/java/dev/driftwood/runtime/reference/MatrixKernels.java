package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Einsum;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code MatrixRules}. */
final class MatrixKernels {
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private MatrixKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Gemm", MatrixKernels::gemm);
    table.put("MatMul", MatrixKernels::matMul);
    table.put("Einsum", MatrixKernels::einsum);
  }

  private static List<Tensor> gemm(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor a = factor(inputs, 0, node.integer("transA", 0));
    Tensor b = factor(inputs, 1, node.integer("transB", 0));
    Tensor product = REFERENCE.scale(REFERENCE.matMul(a, b), node.number("alpha", 1));
    Tensor c = inputs.size() > 2 ? inputs.get(2) : null;
    return List.of(
        c == null ? product : REFERENCE.add(product, REFERENCE.scale(c, node.number("beta", 1))));
  }

  private static Tensor factor(List<@Nullable Tensor> inputs, int input, int transposed) {
    Tensor x = Objects.requireNonNull(inputs.get(input));
    return transposed == 0 ? x : REFERENCE.transpose(x, 1, 0);
  }

  /** As NumPy's matmul: a vector stands for a row on the left and a column on the right. */
  private static List<Tensor> matMul(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor a = Objects.requireNonNull(inputs.get(0));
    Tensor b = Objects.requireNonNull(inputs.get(1));
    boolean row = a.shape().rank() == 1;
    boolean column = b.shape().rank() == 1;
    Tensor left = row ? REFERENCE.reshape(a, 1, -1) : a;
    Tensor product = REFERENCE.matMul(left, column ? REFERENCE.reshape(b, -1, 1) : b);
    List<Integer> dims = new ArrayList<>(product.shape().dims());
    if (column) {
      dims.remove(dims.size() - 1);
    }
    if (row) {
      dims.remove(dims.size() - (column ? 1 : 2));
    }
    return List.of(new Tensor(product.values(), new Shape(dims)));
  }

  private static List<Tensor> einsum(OpenNode node, List<@Nullable Tensor> inputs) {
    List<Tensor> operands = inputs.stream().map(Objects::requireNonNull).toList();
    List<Integer> ranks = operands.stream().map(operand -> operand.shape().rank()).toList();
    return List.of(new Summation(Einsum.of(node.text("equation", ""), ranks), operands).result());
  }
}
