package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.Arrays;
import dev.driftwood.trainer.djl.DjlOps;
import dev.driftwood.trainer.djl.DriftBlock;
import dev.driftwood.trainer.djl.DriftProduct;
import dev.driftwood.trainer.djl.DropoutMasks;
import java.util.Map;
import java.util.Optional;

/**
 * The loss of a batch as a function of the network's weights.
 *
 * @param network what is trained
 * @param kind how the score is matched
 * @param seed of dropout
 */
record BatchLoss(Network network, Loss kind, long seed) {
  /**
   * The mean over a batch's rows, a scalar.
   *
   * @param scratch owns what is made, on its device
   * @param weights by name, on the same device
   */
  NDArray of(NDManager scratch, Batch batch, Map<String, NDArray> weights) {
    DropoutMasks masks = new DropoutMasks(seed, batch.counters());
    DjlOps ops = new DjlOps(scratch, DataType.FLOAT32, Optional.of(masks));
    NDArray y = Arrays.view(scratch, batch.states(), batch.shape());
    NDArray t = Arrays.view(scratch, batch.times(), Shape.of(batch.rows()));
    NDArray target = Arrays.view(scratch, batch.targets(), batch.shape());
    NDArray factor = Arrays.view(scratch, batch.factors(), batch.perRow());
    NDArray label =
        network.labels() == 0 ? null : Arrays.view(scratch, batch.labels(), Shape.of(batch.rows()));
    NDArray weight = Arrays.view(scratch, batch.weights(), batch.perRow());
    if (kind == Loss.SSM) {
      Dual<NDArray> product = DriftProduct.of(network, ops, weights::get, y, t, label, target);
      NDArray sigma = Arrays.view(scratch, batch.sigmas(), batch.perRow());
      return SlicedLoss.of(product, factor, target, sigma, weight);
    }
    NDArray output = DriftBlock.drift(network, ops, weights::get, y, t, label);
    return DsmLoss.of(output, factor, target, weight);
  }
}
