package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;
import dev.driftwood.runtime.ops.Weights;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DDPM U-Net as a drift network over images {@code [n, c, h, w]} (Ho et al. 2020,
 * arXiv:2006.11239, appendix B).
 *
 * <p>Squares of pixels may be joined into one first, which makes the network several times cheaper.
 * Each level holds residual blocks, with attention at the listed resolutions; between levels the
 * resolution halves by a strided convolution and doubles by nearest-neighbour repetition and a
 * convolution; what the way down made is concatenated on the way up.
 *
 * <p>A label's embedding is added to the time's (Dhariwal and Nichol 2021, arXiv:2105.05233).
 *
 * @param spec the sizes
 * @param labels how many labels it takes, the one for "no class" among them; 0 for none
 */
public record UNet(UNetSpec spec, int labels) implements Network {
  /** A network without labels. */
  public UNet(UNetSpec spec) {
    this(spec, 0);
  }

  @Override
  public List<Integer> itemShape() {
    return spec.itemShape();
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
    TimeEmbedding time = new TimeEmbedding(spec.channels(), spec.embedding(), spec.timeScale());
    V embedded = time.apply(root.in("embedding"), t);
    V condition =
        label == null
            ? embedded
            : ops.add(
                embedded, new Embedding(labels, spec.embedding()).apply(root.in("label"), label));
    Pass<V> pass = new Pass<>(spec, root, ops.silu(condition));
    Deque<V> skips = new ArrayDeque<>();
    Patches patches = new Patches(spec.itemShape(), spec.patch());
    V h = pass.down(patches.join(ops, x), skips);
    h = pass.middle(h);
    h = pass.up(h, skips);
    return patches.part(ops, pass.output(h));
  }

  /** One evaluation: the sizes, the operators and the activated time embedding. */
  private record Pass<V>(UNetSpec spec, Scope<V> root, V embedding) {
    V down(V x, Deque<V> skips) {
      V h = Convolution.same(spec.patchedChannels(), spec.channels(), 3).apply(root.in("input"), x);
      skips.push(h);
      for (int level = 0; level < spec.levels(); level++) {
        Scope<V> scope = root.in("down" + level);
        for (int block = 0; block < spec.blocks(); block++) {
          h = stage(scope, block, h, spec.width(level));
          skips.push(h);
        }
        if (level < spec.levels() - 1) {
          h = Convolution.halving(spec.width(level)).apply(scope.in("halve"), h);
          skips.push(h);
        }
      }
      return h;
    }

    V middle(V x) {
      int width = spec.width(spec.levels() - 1);
      Scope<V> scope = root.in("middle");
      V h = residual(scope.in("block0"), x, width);
      h = attention(scope.in("attention"), h);
      return residual(scope.in("block1"), h, width);
    }

    V up(V x, Deque<V> skips) {
      V h = x;
      for (int level = spec.levels() - 1; level >= 0; level--) {
        Scope<V> scope = root.in("up" + level);
        for (int block = 0; block <= spec.blocks(); block++) {
          V joined = root.ops().concat(1, List.of(h, skips.pop()));
          h = stage(scope, block, joined, spec.width(level));
        }
        if (level > 0) {
          V doubled = root.ops().upsampleNearest(h, 2);
          int width = spec.width(level);
          h = Convolution.same(width, width, 3).apply(scope.in("double"), doubled);
        }
      }
      return h;
    }

    V output(V x) {
      Scope<V> scope = root.in("output");
      V normal = new GroupNorm(spec.width(0), spec.groups()).apply(scope.in("norm"), x);
      Convolution last = Convolution.same(spec.width(0), spec.patchedChannels(), 3);
      return last.withGain(spec.lastGain()).apply(scope.in("conv"), root.ops().silu(normal));
    }

    private V stage(Scope<V> scope, int block, V x, int width) {
      V h = residual(scope.in("block" + block), x, width);
      boolean attends = spec.attentionResolutions().contains(root.ops().shape(h).dim(2));
      return attends ? attention(scope.in("attention" + block), h) : h;
    }

    private V residual(Scope<V> scope, V x, int width) {
      int inputs = root.ops().shape(x).dim(1);
      int groups = spec.groups();
      return new ResidualBlock(inputs, width, spec.embedding(), groups, spec.lastGain())
          .apply(scope, x, embedding);
    }

    private V attention(Scope<V> scope, V x) {
      int width = root.ops().shape(x).dim(1);
      return new SelfAttention(width, spec.groups(), spec.lastGain()).apply(scope, x);
    }
  }
}
