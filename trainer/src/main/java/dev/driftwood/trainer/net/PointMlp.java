package dev.driftwood.trainer.net;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Scope;
import dev.driftwood.runtime.ops.Weights;
import java.util.List;

/**
 * A residual multilayer perceptron as a drift network over points {@code [n, d]}.
 *
 * <p>The time enters as the sines and cosines of {@code k π t / 2} for k = 1 … features/2, which
 * resolve [0, 1] without repeating, and is added in every block after the first dense layer.
 *
 * @param dimensions d of a point
 * @param width of the hidden layers, a multiple of 16
 * @param blocks residual blocks
 * @param features sines and cosines of the time together, a multiple of 32, so that each of the two
 *     is computed at a width that is a multiple of 16 (where the runtime's results don't depend on
 *     the batch)
 */
public record PointMlp(int dimensions, int width, int blocks, int features) implements Network {
  public PointMlp {
    require(dimensions >= 1, "dimensions", dimensions, ">= 1");
    require(width >= 16 && width % 16 == 0, "width", width, "a multiple of 16");
    require(blocks >= 1, "blocks", blocks, ">= 1");
    require(features >= 32 && features % 32 == 0, "features", features, "a multiple of 32");
  }

  @Override
  public List<Integer> itemShape() {
    return List.of(dimensions);
  }

  @Override
  public <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t) {
    Scope<V> root = Scope.root(ops, weights);
    V waves = Waves.of(ops, t, ops.constant(frequencies(), Shape.of(1, features / 2)));
    V embedding = ops.silu(new Dense(features, width).apply(root.in("time"), waves));
    V h = new Dense(dimensions, width).apply(root.in("input"), x);
    for (int block = 0; block < blocks; block++) {
      h = residual(root.in("block" + block), h, embedding);
    }
    return new Dense(width, dimensions).apply(root.in("output"), ops.silu(h));
  }

  private <V> V residual(Scope<V> scope, V x, V embedding) {
    Ops<V> ops = scope.ops();
    V h = new Dense(width, width).apply(scope.in("dense1"), ops.silu(x));
    V shift = new Dense(width, width).apply(scope.in("time"), embedding);
    h = new Dense(width, width).apply(scope.in("dense2"), ops.silu(ops.add(h, shift)));
    return ops.add(x, h);
  }

  private double[] frequencies() {
    double[] frequencies = new double[features / 2];
    for (int k = 0; k < frequencies.length; k++) {
      frequencies[k] = (k + 1) * Math.PI / 2;
    }
    return frequencies;
  }

  private static void require(boolean holds, String name, int value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
