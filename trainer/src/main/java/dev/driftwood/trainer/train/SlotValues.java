package dev.driftwood.trainer.train;

import java.nio.FloatBuffer;
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

  void copyTo(Slot slot) {
    slot.weight().set(FloatBuffer.wrap(weight));
    slot.average().set(FloatBuffer.wrap(average));
    slot.first().set(FloatBuffer.wrap(first));
    slot.second().set(FloatBuffer.wrap(second));
  }
}
