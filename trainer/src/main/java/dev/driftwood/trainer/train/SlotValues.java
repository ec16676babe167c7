package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A {@link Slot} on the host.
 *
 * @param name of the parameter
 * @param weight its values
 * @param average their moving average
 * @param first Adam's mean of gradients
 * @param second Adam's mean of squared gradients
 */
record SlotValues(String name, float[] weight, float[] average, float[] first, float[] second) {
  static SlotValues of(Slot slot) {
    return new SlotValues(
        slot.name(),
        slot.weight().toFloatArray(),
        slot.average().toFloatArray(),
        slot.first().toFloatArray(),
        slot.second().toFloatArray());
  }

  List<float[]> arrays() {
    return List.of(weight, average, first, second);
  }

  boolean fits(Slot slot) {
    return name.equals(slot.name()) && weight.length == slot.weight().size();
  }

  /** The slot with these values in place of its own, which are freed. */
  Slot replace(Slot slot) {
    return new Slot(
        name,
        replace(slot.weight(), weight),
        replace(slot.average(), average),
        replace(slot.first(), first),
        replace(slot.second(), second));
  }

  private static NDArray replace(NDArray old, float[] values) {
    try (old) {
      return old.getManager().create(values, old.getShape());
    }
  }
}
