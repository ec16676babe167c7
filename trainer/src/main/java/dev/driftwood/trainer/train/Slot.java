package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A parameter with all that training keeps beside it.
 *
 * @param name of the parameter
 * @param weight its value
 * @param average its exponential moving average
 * @param first Adam's mean of gradients
 * @param second Adam's mean of squared gradients
 */
record Slot(String name, NDArray weight, NDArray average, NDArray first, NDArray second) {
  /** A parameter that was not trained yet: its average is itself, its moments are 0. */
  static Slot fresh(NDManager manager, String name, NDArray weight) {
    return new Slot(
        name,
        weight,
        weight.duplicate(),
        manager.zeros(weight.getShape(), weight.getDataType()),
        manager.zeros(weight.getShape(), weight.getDataType()));
  }

  /**
   * A view of the weight that collects a gradient of its own, so that none has to be cleared.
   *
   * @param owner what closes it
   */
  NDArray leaf(NDManager owner) {
    NDArray leaf = weight.stopGradient();
    leaf.attach(owner);
    leaf.setRequiresGradient(true);
    return leaf;
  }
}
