package dev.driftwood.trainer.net;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Parameter;
import dev.driftwood.runtime.ops.Scope;
import dev.driftwood.runtime.ops.ShapeOps;
import dev.driftwood.runtime.ops.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A small convolutional classifier of images {@code [n, c, h, w]} in [0, 1], whose last hidden
 * layer serves as features: four convolutions, two of which halve the sides, and two dense layers.
 *
 * @param itemShape {@code [c, h, w]}, sides divisible by 4
 * @param classes how many
 */
public record Classifier(List<Integer> itemShape, int classes) {
  /** Length of an image's feature vector. */
  public static final int FEATURES = 64;

  private static final int NARROW = 32;
  private static final int WIDE = 64;

  public Classifier {
    itemShape = List.copyOf(itemShape);
    boolean fits = itemShape.size() == 3 && itemShape.get(1) % 4 == 0 && itemShape.get(2) % 4 == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "shape: " + itemShape + " (expected: images whose sides divide by 4)");
    }
    if (classes < 2) {
      throw new IllegalArgumentException("classes: " + classes + " (expected: >= 2)");
    }
  }

  /** What the network gives for images. */
  public <V> Result<V> forward(Ops<V> ops, Weights<V> weights, V x) {
    Scope<V> root = Scope.root(ops, weights);
    V h = ops.silu(Convolution.same(itemShape.get(0), NARROW, 3).apply(root.in("conv1"), x));
    h = ops.silu(Convolution.halving(NARROW).apply(root.in("conv2"), h));
    h = ops.silu(Convolution.same(NARROW, WIDE, 3).apply(root.in("conv3"), h));
    h = ops.silu(Convolution.halving(WIDE).apply(root.in("conv4"), h));
    int flat = WIDE * (itemShape.get(1) / 4) * (itemShape.get(2) / 4);
    V features =
        ops.silu(new Dense(flat, FEATURES).apply(root.in("features"), ops.reshape(h, 0, flat)));
    return new Result<>(features, new Dense(FEATURES, classes).apply(root.in("logits"), features));
  }

  /** Its parameters, in the order in which it asks for them. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    Weights<Shape> recorder =
        parameter -> {
          parameters.add(parameter);
          return parameter.shape();
        };
    forward(new ShapeOps(), recorder, Shape.batched(itemShape));
    return parameters;
  }

  /**
   * Features and logits of images.
   *
   * @param features {@code [n, 64]}
   * @param logits {@code [n, classes]}: the classes' probabilities are their softmax
   */
  public record Result<V>(V features, V logits) {}
}
