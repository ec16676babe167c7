package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;
import dev.driftwood.runtime.ops.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A U-Net as a drift network over images {@code [n, c, h, w]} (Ho et al. 2020, arXiv:2006.11239,
 * appendix B, and what later papers changed of it, by {@link UNetSpec}).
 *
 * <p>Squares of pixels may be joined into one first, which makes the network several times cheaper.
 * Each level holds residual blocks, with attention at the listed resolutions; between levels the
 * resolution halves and doubles; what the way down made is concatenated on the way up.
 *
 * <p>A label's embedding is added to the time's (Dhariwal and Nichol 2021, arXiv:2105.05233).
 *
 * @param itemShape {@code [c, h, w]} of an image
 * @param spec what was chosen
 * @param labels how many labels it takes, the one for "no class" among them; 0 for none
 */
public record UNet(List<Integer> itemShape, UNetSpec spec, int labels) implements Network {
  public UNet {
    itemShape = List.copyOf(itemShape);
    int factor = spec.factor();
    boolean divides =
        itemShape.size() == 3 && itemShape.get(1) % factor == 0 && itemShape.get(2) % factor == 0;
    if (!divides) {
      throw new IllegalArgumentException(
          "shape: %s (expected: [c, h, w], height and width divisible by %d)"
              .formatted(itemShape, factor));
    }
  }

  /** A network without labels. */
  public UNet(List<Integer> itemShape, UNetSpec spec) {
    this(itemShape, spec, 0);
  }

  @Override
  public <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t) {
    return forward(ops, weights, x, t, null);
  }

  @Override
  public <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t, @Nullable V label) {
    if ((label == null) != (labels == 0)) {
      throw new IllegalArgumentException(
          "label: %s (expected: %s)".formatted(label, labels == 0 ? "none" : "one a row"));
    }
    Scope<V> root = Scope.root(ops, weights);
    V condition = ops.silu(condition(root, t, label));
    Patches patches = new Patches(itemShape, spec.patch());
    V drift = new UNetPass<>(spec, root, condition).apply(patches.join(ops, x));
    return patches.part(ops, drift);
  }

  private <V> V condition(Scope<V> root, V t, @Nullable V label) {
    TimeEmbedding time = new TimeEmbedding(spec.time(), spec.channels(), spec.embedding());
    V embedded = time.apply(root.in("embedding"), t);
    if (label == null) {
      return embedded;
    }
    Embedding classes = new Embedding(labels, spec.embedding());
    return root.ops().add(embedded, classes.apply(root.in("label"), label));
  }
}
