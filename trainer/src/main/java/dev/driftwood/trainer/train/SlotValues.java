package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Slot} on the host.
 *
 * @param name of the parameter
 * @param weight its values
 * @param first Adam's mean of gradients
 * @param second Adam's mean of squared gradients
 * @param averages the values' moving averages
 */
record SlotValues(
    String name, float[] weight, float[] first, float[] second, List<float[]> averages) {
  SlotValues {
    averages = List.copyOf(averages);
  }

  static SlotValues of(Slot slot) {
    return new SlotValues(
        slot.name(),
        slot.weight().toFloatArray(),
        slot.first().toFloatArray(),
        slot.second().toFloatArray(),
        slot.averages().stream().map(NDArray::toFloatArray).toList());
  }

  /** All arrays, each as long as the weight. */
  List<float[]> arrays() {
    List<float[]> arrays = new ArrayList<>(List.of(weight, first, second));
    arrays.addAll(averages);
    return arrays;
  }

  boolean fits(Slot slot) {
    return name.equals(slot.name())
        && weight.length == slot.weight().size()
        && averages.size() == slot.averages().size();
  }

  /** The slot with these values in place of its own, which are freed. */
  Slot replace(Slot slot) {
    List<NDArray> replaced = new ArrayList<>();
    for (int i = 0; i < averages.size(); i++) {
      replaced.add(replace(slot.averages().get(i), averages.get(i)));
    }
    return new Slot(
        name,
        replace(slot.weight(), weight),
        replace(slot.first(), first),
        replace(slot.second(), second),
        replaced);
  }

  private static NDArray replace(NDArray old, float[] values) {
    try (old) {
      return old.getManager().create(values, old.getShape());
    }
  }
}
