package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code AttentionRules}. */
final class AttentionKernels {
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private AttentionKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Attention", AttentionKernels::attention);
    table.put("RotaryEmbedding", AttentionKernels::rotation);
  }

  private static List<Tensor> attention(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor query = Objects.requireNonNull(inputs.get(0));
    int queryHeads = node.integer("q_num_heads", 0);
    int keyHeads = node.integer("kv_num_heads", 0);
    Tensor mask = inputs.size() > 3 ? inputs.get(3) : null;
    Tensor y =
        new AttentionWeights(
                node,
                byHead(query, queryHeads),
                byHead(Objects.requireNonNull(inputs.get(1)), keyHeads),
                mask)
            .applied(byHead(Objects.requireNonNull(inputs.get(2)), keyHeads));
    return List.of(query.shape().rank() == 4 ? y : joined(y));
  }

  /** {@code [n, l, h·d]} as {@code [n, h, l, d]}. */
  private static Tensor byHead(Tensor x, int heads) {
    if (x.shape().rank() == 4) {
      return x;
    }
    Tensor split = REFERENCE.reshape(x, 0, 0, heads, x.shape().dim(2) / heads);
    return REFERENCE.transpose(split, 0, 2, 1, 3);
  }

  private static Tensor joined(Tensor x) {
    Shape shape = x.shape();
    return REFERENCE.reshape(REFERENCE.transpose(x, 0, 2, 1, 3), 0, 0, shape.dim(1) * shape.dim(3));
  }

  private static List<Tensor> rotation(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor given = Objects.requireNonNull(inputs.get(0));
    Tensor x = byHead(given, node.integer("num_heads", 0));
    Tensor cos = Objects.requireNonNull(inputs.get(1));
    Tensor sin = Objects.requireNonNull(inputs.get(2));
    Tensor y = new Rotation(node, cos, sin, inputs.size() > 3 ? inputs.get(3) : null).of(x);
    return List.of(given.shape().rank() == 4 ? y : joined(y));
  }
}
