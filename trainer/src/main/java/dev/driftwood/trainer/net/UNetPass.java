package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One evaluation of a {@link UNet} on images {@code [n, c, h, w]}: down, through the middle, and up
 * again, where what the way down made is concatenated.
 *
 * @param spec what was chosen
 * @param root the operators and the weights
 * @param embedding the activated embedding of time and label
 */
record UNetPass<V>(UNetSpec spec, Scope<V> root, V embedding) {
  V apply(V x) {
    Deque<V> skips = new ArrayDeque<>();
    V h = middle(down(x, skips));
    return output(up(h, skips), ops().shape(x).dim(1));
  }

  private Ops<V> ops() {
    return root.ops();
  }

  private V down(V x, Deque<V> skips) {
    int inputs = ops().shape(x).dim(1);
    V h = Convolution.same(inputs, spec.channels(), 3).apply(root.in("input"), x);
    V pyramid = x;
    skips.push(h);
    for (int level = 0; level < spec.levels(); level++) {
      Scope<V> scope = root.in("down" + level);
      for (int block = 0; block < spec.blocks(); block++) {
        h = residual(scope.in("block" + block), h, spec.width(level));
        h = attends(h) ? attention(scope.in("attention" + block), h) : h;
        skips.push(h);
      }
      if (level < spec.levels() - 1) {
        h = half(scope.in("halve"), h);
        ImagePyramid<V> input = new ImagePyramid<>(spec, scope.in("pyramid"));
        pyramid = input.next(pyramid, spec.width(level));
        h = input.joined(pyramid, h);
        pyramid = spec.progressiveInput() == ProgressiveInput.RESIDUAL ? h : pyramid;
        skips.push(h);
      }
    }
    return h;
  }

  private V middle(V x) {
    int width = spec.width(spec.levels() - 1);
    Scope<V> scope = root.in("middle");
    V h = residual(scope.in("block0"), x, width);
    h = attention(scope.in("attention"), h);
    return residual(scope.in("block1"), h, width);
  }

  private V up(V x, Deque<V> skips) {
    V h = x;
    for (int level = spec.levels() - 1; level >= 0; level--) {
      Scope<V> scope = root.in("up" + level);
      for (int block = 0; block <= spec.blocks(); block++) {
        V joined = ops().concat(1, List.of(h, skips.pop()));
        h = residual(scope.in("block" + block), joined, spec.width(level));
        boolean now = block == spec.blocks() || spec.attention().up() == AttentionSpec.Up.BLOCK;
        h = now && attends(h) ? attention(scope.in("attention" + block), h) : h;
      }
      h = level > 0 ? twice(scope.in("double"), h) : h;
    }
    return h;
  }

  private V output(V x, int outputs) {
    Scope<V> scope = root.in("output");
    V normal = new GroupNorm(spec.width(0), spec.groupCount()).apply(scope.in("norm"), x);
    Convolution last = Convolution.same(spec.width(0), outputs, 3).withGain(spec.lastGain());
    return last.apply(scope.in("conv"), ops().silu(normal));
  }

  private boolean attends(V h) {
    return spec.attention().resolutions().contains(ops().shape(h).dim(2));
  }

  private V half(Scope<V> scope, V h) {
    int width = ops().shape(h).dim(1);
    return spec.resampling() == Resampling.PLAIN
        ? Convolution.halving(width).apply(scope, h)
        : block(scope, h, width, ResidualBlock.Change.HALF);
  }

  private V twice(Scope<V> scope, V h) {
    int width = ops().shape(h).dim(1);
    return spec.resampling() == Resampling.PLAIN
        ? Convolution.same(width, width, 3).apply(scope, ops().upsampleNearest(h, 2))
        : block(scope, h, width, ResidualBlock.Change.TWICE);
  }

  private V residual(Scope<V> scope, V x, int width) {
    return block(scope, x, width, ResidualBlock.Change.NONE);
  }

  private V block(Scope<V> scope, V x, int width, ResidualBlock.Change change) {
    int inputs = ops().shape(x).dim(1);
    return new ResidualBlock(spec, inputs, width, change).apply(scope, x, embedding);
  }

  private V attention(Scope<V> scope, V x) {
    return new SelfAttention(spec, ops().shape(x).dim(1)).apply(scope, x);
  }
}
