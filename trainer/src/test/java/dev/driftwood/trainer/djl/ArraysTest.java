package dev.driftwood.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArraysTest {
  private static final int COUNT = 200;

  /** Memory that is free after a collection is soon another's. */
  @Test
  void keepsFactorsUntilTheGradientIsTaken() {
    try (NDManager manager = NDManager.newBaseManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      List<NDArray> leaves = new ArrayList<>();
      List<NDArray> scaled = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        NDArray leaf = manager.create(new float[] {1, 2});
        leaf.setRequiresGradient(true);
        leaves.add(leaf);
        scaled.add(Arrays.scaled(leaf.sum(), 3));
      }
      System.gc();
      List<ByteBuffer> others = new ArrayList<>();
      for (int i = 0; i < 100 * COUNT; i++) {
        others.add(ByteBuffer.allocateDirect(Double.BYTES).putDouble(0, 7));
      }
      scaled.forEach(collector::backward);

      assertThat(others).hasSize(100 * COUNT);
      assertThat(leaves)
          .allSatisfy(leaf -> assertThat(leaf.getGradient().toFloatArray()).containsExactly(3, 3));
    }
  }
}
