package dev.driftwood.trainer.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.DriftBlock;
import dev.driftwood.trainer.djl.EngineDevice;
import dev.driftwood.trainer.net.TrainedWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A network in training: its weights, their averages and Adam's moments, in the engine's memory.
 *
 * <p>What a step makes lives in a manager that the step closes, so memory doesn't grow with steps.
 */
final class TrainingState implements AutoCloseable {
  private final BatchLoss loss;
  private final List<Device> devices;
  private final NDManager manager;
  private final List<Slot> slots = new ArrayList<>();
  private final NativeHeap heap = new NativeHeap();

  /** The network before training, drawn from the plan's seed. */
  TrainingState(Network network, TrainingPlan plan) {
    this.loss = new BatchLoss(network, plan.objective().loss(), plan.seed());
    this.devices = EngineDevice.of(plan.devices());
    this.manager = NDManager.newBaseManager(devices.get(0));
    int averages = plan.average().decays().size();
    DriftBlock block = new DriftBlock(network, manager, DataType.FLOAT32, plan.seed());
    block.weights().forEach((name, w) -> slots.add(Slot.fresh(manager, name, w, averages)));
  }

  /**
   * Learns from as many batches as the update takes, unless loss or gradient are no numbers: then
   * nothing changes.
   *
   * @param step counted from 1
   */
  StepResult step(long step, Supplier<Batch> batches, Update update) {
    StepResult result = learn(step, batches, update);
    heap.trimNowAndThen();
    return result;
  }

  private StepResult learn(long step, Supplier<Batch> batches, Update update) {
    try (NDManager scratch = manager.newSubManager()) {
      Gradients gradients = new Gradients(scratch);
      int count = update.plan().accumulate();
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += differentiate(batches.get(), gradients);
      }
      gradients.scale(1.0 / count);
      StepResult result = new StepResult(sum / count, gradients.norm());
      if (result.isFinite()) {
        gradients.scale(update.clipping(result.gradientNorm()));
        slots.forEach(slot -> change(slot, step, gradients.of(slot.name()), update));
      }
      return result;
    }
  }

  private static void change(Slot slot, long step, NDArray gradient, Update update) {
    update.adam().apply(step, update.plan().learningRateAt(step), slot, gradient);
    for (int i = 0; i < update.averages().size(); i++) {
      update.averages().get(i).apply(step, slot.averages().get(i), slot.weight());
    }
  }

  /** The loss of a batch, whose gradient is added: each device takes a share of the rows. */
  private double differentiate(Batch batch, Gradients gradients) {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      List<Replica> replicas = Replica.of(batch, slots, devices, scratch);
      List<NDArray> values = replicas.stream().map(replica -> replica.loss(loss)).toList();
      // All devices have their work before one is waited for.
      values.forEach(collector::backward);
      // In their order, so that sums are the same bits each time.
      replicas.forEach(replica -> gradients.add(replica.leaves()));
      return values.stream().mapToDouble(TrainingState::number).sum();
    }
  }

  /** A mean of float32 may come as either type. */
  private static double number(NDArray scalar) {
    return scalar.toType(DataType.FLOAT64, false).getDouble();
  }

  /** The moving averages of the weights, copied to the host. */
  List<TrainedWeights> averages() {
    int count = slots.get(0).averages().size();
    return IntStream.range(0, count).mapToObj(this::average).toList();
  }

  private TrainedWeights average(int index) {
    Map<String, float[]> values = new LinkedHashMap<>();
    slots.forEach(slot -> values.put(slot.name(), slot.averages().get(index).toFloatArray()));
    return new TrainedWeights(values);
  }

  /** Everything, copied to the host. */
  List<SlotValues> values() {
    return slots.stream().map(SlotValues::of).toList();
  }

  /**
   * Takes the values of a checkpoint; none at the start.
   *
   * @throws DriftwoodException if they are another network's
   */
  void restore(List<SlotValues> values, Path folder) {
    if (values.isEmpty()) {
      return;
    }
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (values.size() != slots.size() || !values.get(i).fits(slot)) {
        throw new DriftwoodException(
            "the checkpoint in %s is another network's: it has no parameter %s of shape %s with %d averages "
                    .formatted(
                        folder, slot.name(), slot.weight().getShape(), slot.averages().size())
                + "(resume with the preset and the --ema it was trained with)");
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
