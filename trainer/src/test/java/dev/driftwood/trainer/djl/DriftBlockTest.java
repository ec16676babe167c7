package dev.driftwood.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.net.PointMlp;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftBlockTest {
  private static final Network NETWORK = new PointMlp(2, 16, 1, 32);

  @Test
  void isTheNetworkAsADjlBlock() {
    try (NDManager manager = NDManager.newBaseManager()) {
      DriftBlock block = new DriftBlock(NETWORK, manager, DataType.FLOAT32, 1);
      NDArray x = manager.create(new float[][] {{1, 2}, {3, 4}, {5, 6}});
      NDArray t = manager.create(new float[] {0, 0.5f, 1});

      NDList output = block.forward(new ParameterStore(manager, false), new NDList(x, t), false);

      Map<String, NDArray> weights = block.weights();
      NDArray drift = DriftBlock.drift(NETWORK, new DjlOps(manager), weights::get, x, t, null);
      assertThat(output.singletonOrThrow().toFloatArray()).isEqualTo(drift.toFloatArray());
      assertThat(weights.values().stream().mapToLong(NDArray::size).sum())
          .isEqualTo(NETWORK.census().size());
    }
  }

  @Test
  void startsFromTheSeedAlone() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(start(manager, 1)).isEqualTo(start(manager, 1)).isNotEqualTo(start(manager, 2));
    }
  }

  private static float[] start(NDManager manager, long seed) {
    DriftBlock block = new DriftBlock(NETWORK, manager, DataType.FLOAT32, seed);
    return block.weights().get("input.weight").toFloatArray();
  }
}
