package dev.driftwood.trainer.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.Arrays;
import dev.driftwood.trainer.djl.DriftBlock;
import dev.driftwood.trainer.net.TrainedWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network in training: its weights, their averages and Adam's moments, in the engine's memory.
 *
 * <p>What a step makes lives in a manager that the step closes, so memory doesn't grow with steps.
 */
final class TrainingState implements AutoCloseable {
  private final Network network;
  private final NDManager manager;
  private final List<Slot> slots = new ArrayList<>();
  private final NDArray lossSum;

  /** The network before training, drawn from a seed. */
  TrainingState(Network network, long seed) {
    this.network = network;
    this.manager = NDManager.newBaseManager(Device.cpu());
    DriftBlock block = new DriftBlock(network, manager, DataType.FLOAT32, seed);
    block.weights().forEach((name, w) -> slots.add(Slot.fresh(manager, name, w)));
    this.lossSum = manager.zeros(new ai.djl.ndarray.types.Shape());
  }

  /**
   * Learns from a batch.
   *
   * @param step counted from 1
   */
  void step(long step, Batch batch, Adam adam, MovingAverage average) {
    try (NDManager scratch = manager.newSubManager()) {
      Map<String, NDArray> leaves = new LinkedHashMap<>();
      slots.forEach(slot -> leaves.put(slot.name(), slot.leaf(scratch)));
      lossSum.addi(differentiate(scratch, batch, leaves));
      for (Slot slot : slots) {
        NDArray gradient = leaves.get(slot.name()).getGradient();
        gradient.attach(scratch);
        adam.apply(step, slot, gradient);
        average.apply(step, slot, scratch);
      }
    }
  }

  private NDArray differentiate(NDManager scratch, Batch batch, Map<String, NDArray> leaves) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = loss(scratch, batch, leaves);
      collector.backward(loss);
      NDArray value = loss.stopGradient();
      value.attach(scratch);
      return value;
    }
  }

  private NDArray loss(NDManager scratch, Batch batch, Map<String, NDArray> leaves) {
    NDArray y = Arrays.view(scratch, batch.states(), batch.shape());
    NDArray t = Arrays.view(scratch, batch.times(), Shape.of(batch.rows()));
    NDArray target = Arrays.view(scratch, batch.targets(), batch.shape());
    NDArray factor = Arrays.view(scratch, batch.factors(), batch.perRow());
    NDArray output = DriftBlock.drift(network, scratch, leaves::get, y, t);
    return DsmLoss.of(output, factor, target);
  }

  /** The sum of the losses since the last call. */
  double takeLossSum() {
    double sum = lossSum.getFloat();
    lossSum.subi(lossSum);
    return sum;
  }

  /** The averaged weights, copied to the host. */
  TrainedWeights averages() {
    Map<String, float[]> values = new LinkedHashMap<>();
    slots.forEach(slot -> values.put(slot.name(), slot.average().toFloatArray()));
    return new TrainedWeights(values);
  }

  /** Everything, copied to the host. */
  List<SlotValues> values() {
    return slots.stream().map(SlotValues::of).toList();
  }

  /**
   * Takes the values of a checkpoint.
   *
   * @throws DriftwoodException if they are another network's
   */
  void restore(List<SlotValues> values, Path folder) {
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (values.size() != slots.size() || !values.get(i).fits(slot)) {
        throw new DriftwoodException(
            "the checkpoint in %s is another network's: it has no parameter %s of shape %s "
                    .formatted(folder, slot.name(), slot.weight().getShape())
                + "(resume with the preset it was trained with)");
      }
    }
    for (int i = 0; i < slots.size(); i++) {
      slots.set(i, values.get(i).replace(slots.get(i)));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
