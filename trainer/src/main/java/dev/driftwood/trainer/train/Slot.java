package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;

/**
 * A parameter with all that training keeps beside it.
 *
 * @param name of the parameter
 * @param weight its value
 * @param first Adam's mean of gradients
 * @param second Adam's mean of squared gradients
 * @param averages its exponential moving averages
 */
record Slot(String name, NDArray weight, NDArray first, NDArray second, List<NDArray> averages) {
  Slot {
    averages = List.copyOf(averages);
  }

  /** A parameter that was not trained yet: its averages are itself, its moments are 0. */
  static Slot fresh(NDManager manager, String name, NDArray weight, int averages) {
    return new Slot(
        name,
        weight,
        manager.zeros(weight.getShape(), weight.getDataType()),
        manager.zeros(weight.getShape(), weight.getDataType()),
        Stream.generate(weight::duplicate).limit(averages).toList());
  }

  /**
   * The weight where it is needed, collecting a gradient of its own, so that none has to be
   * cleared: a view on its own device, a copy on another.
   *
   * @param owner what closes it, and whose device it is for
   */
  NDArray leaf(NDManager owner) {
    boolean here = owner.getDevice().equals(weight.getDevice());
    NDArray leaf = here ? weight.stopGradient() : weight.toDevice(owner.getDevice(), true);
    leaf.attach(owner);
    leaf.setRequiresGradient(true);
    return leaf;
  }
}
