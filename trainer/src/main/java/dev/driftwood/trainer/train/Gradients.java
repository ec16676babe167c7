package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gradient of a step by parameter: a sum over batches, then their mean, then clipped. */
final class Gradients {
  private final NDManager owner;
  private final Map<String, NDArray> sums = new LinkedHashMap<>();

  /** None yet; what is added will belong to {@code owner}. */
  Gradients(NDManager owner) {
    this.owner = owner;
  }

  /** Adds the gradients that leaves have collected. */
  void add(Map<String, NDArray> leaves) {
    leaves.forEach(
        (name, leaf) -> {
          NDArray gradient = leaf.getGradient().toDevice(owner.getDevice(), false);
          gradient.attach(owner);
          NDArray sum = sums.putIfAbsent(name, gradient);
          if (sum != null) {
            sum.addi(gradient);
            gradient.close();
          }
        });
  }

  NDArray of(String name) {
    return sums.get(name);
  }

  /** √Σ‖∇‖², added up in double over the parameters, in their order. */
  double norm() {
    double squares = 0;
    for (NDArray gradient : sums.values()) {
      try (NDArray squared = gradient.square();
          NDArray sum = squared.sum()) {
        squares += sum.getFloat();
      }
    }
    return Math.sqrt(squares);
  }

  /** Multiplies all, unless that changes nothing. */
  void scale(double factor) {
    if (factor != 1) {
      sums.values().forEach(gradient -> gradient.muli(factor));
    }
  }
}
