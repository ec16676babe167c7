package dev.driftwood.trainer.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.Arrays;
import dev.driftwood.trainer.djl.DjlOps;
import dev.driftwood.trainer.djl.DriftBlock;
import dev.driftwood.trainer.djl.DriftProduct;
import dev.driftwood.trainer.djl.DropoutMasks;
import dev.driftwood.trainer.djl.EngineDevice;
import dev.driftwood.trainer.net.TrainedWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A network in training: its weights, their averages and Adam's moments, in the engine's memory.
 *
 * <p>What a step makes lives in a manager that the step closes, so memory doesn't grow with steps.
 */
final class TrainingState implements AutoCloseable {
  private final Network network;
  private final Loss loss;
  private final long seed;
  private final NDManager manager;
  private final List<Slot> slots = new ArrayList<>();

  /** The network before training, drawn from the plan's seed. */
  TrainingState(Network network, TrainingPlan plan) {
    this(
        network,
        plan.objective().loss(),
        plan.seed(),
        plan.average().decays().size(),
        EngineDevice.of(plan.device()));
  }

  private TrainingState(Network network, Loss loss, long seed, int averages, Device device) {
    this.network = network;
    this.loss = loss;
    this.seed = seed;
    this.manager = NDManager.newBaseManager(device);
    DriftBlock block = new DriftBlock(network, manager, DataType.FLOAT32, seed);
    block.weights().forEach((name, w) -> slots.add(Slot.fresh(manager, name, w, averages)));
  }

  /**
   * Learns from as many batches as the update takes, unless loss or gradient are no numbers: then
   * nothing changes.
   *
   * @param step counted from 1
   */
  StepResult step(long step, Supplier<Batch> batches, Update update) {
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
      NDManager scratch = gradient.getManager();
      update.averages().get(i).apply(step, slot.averages().get(i), slot.weight(), scratch);
    }
  }

  /** The loss of a batch, whose gradient is added. */
  private double differentiate(Batch batch, Gradients gradients) {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Map<String, NDArray> leaves = new LinkedHashMap<>();
      slots.forEach(slot -> leaves.put(slot.name(), slot.leaf(scratch)));
      NDArray value = loss(scratch, batch, leaves);
      collector.backward(value);
      gradients.add(leaves);
      // A mean of float32 may come as either type.
      return value.toType(DataType.FLOAT64, false).getDouble();
    }
  }

  private NDArray loss(NDManager scratch, Batch batch, Map<String, NDArray> leaves) {
    DropoutMasks masks = new DropoutMasks(seed, batch.counters());
    DjlOps ops = new DjlOps(scratch, DataType.FLOAT32, Optional.of(masks));
    NDArray y = Arrays.view(scratch, batch.states(), batch.shape());
    NDArray t = Arrays.view(scratch, batch.times(), Shape.of(batch.rows()));
    NDArray target = Arrays.view(scratch, batch.targets(), batch.shape());
    NDArray factor = Arrays.view(scratch, batch.factors(), batch.perRow());
    NDArray label =
        network.labels() == 0 ? null : Arrays.view(scratch, batch.labels(), Shape.of(batch.rows()));
    NDArray weight = Arrays.view(scratch, batch.weights(), batch.perRow());
    if (loss == Loss.SSM) {
      Dual<NDArray> product = DriftProduct.of(network, ops, leaves::get, y, t, label, target);
      NDArray sigma = Arrays.view(scratch, batch.sigmas(), batch.perRow());
      return SlicedLoss.of(product, factor, target, sigma, weight);
    }
    NDArray output = DriftBlock.drift(network, ops, leaves::get, y, t, label);
    return DsmLoss.of(output, factor, target, weight);
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
