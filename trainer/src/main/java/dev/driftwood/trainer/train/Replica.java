package dev.driftwood.trainer.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.driftwood.trainer.djl.Arrays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network on one of the devices that share a batch, for one gradient. As with DJL's own data
 * parallelism all replicas belong to one gradient collector; the weights are copied anew from the
 * first device, where the only optimiser step is taken.
 *
 * @param scratch of its device
 * @param rows its share of the batch
 * @param part of the batch that the rows are
 * @param leaves the weights by name, each collecting a gradient
 */
record Replica(NDManager scratch, Batch rows, double part, Map<String, NDArray> leaves) {
  /**
   * As many as there are devices with rows to work on; shares differ by one row at the most.
   *
   * @param scratch closes what they hold
   */
  static List<Replica> of(Batch batch, List<Slot> slots, List<Device> devices, NDManager scratch) {
    List<Replica> replicas = new ArrayList<>();
    int rows = batch.rows();
    for (int i = 0; i < devices.size(); i++) {
      int from = i * rows / devices.size();
      int to = (i + 1) * rows / devices.size();
      if (from < to) {
        NDManager own = scratch.newSubManager(devices.get(i));
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        slots.forEach(slot -> leaves.put(slot.name(), slot.leaf(own)));
        Batch share = to - from == rows ? batch : batch.rows(from, to);
        replicas.add(new Replica(own, share, 1.0 * (to - from) / rows, leaves));
      }
    }
    return replicas;
  }

  /** What its rows add to the batch's mean loss. */
  NDArray loss(BatchLoss loss) {
    NDArray mean = loss.of(scratch, rows, leaves);
    return part == 1 ? mean : Arrays.scaled(mean, part);
  }
}
