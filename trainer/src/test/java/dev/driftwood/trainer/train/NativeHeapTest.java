package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeHeapTest {
  private static final int COUNT = 1000;

  /** Small enough for the C library to take them from its heap. */
  private static final Shape LARGE = new Shape(25_000);

  private static final double MEGABYTES = COUNT * LARGE.size() * Float.BYTES / 1024.0 / 1024.0;

  @Test
  void givesBackWhatIsFreeBetweenArraysThatLiveOn() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux tells resident memory");
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> large = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        large.add(manager.ones(LARGE));
        manager.ones(new Shape(500));
      }
      large.forEach(NDArray::close);
      double before = resident();

      NativeHeap.trim();

      // All but the pages at both ends of each, with room for what other threads take meanwhile.
      assertThat(before - resident()).isGreaterThan(MEGABYTES / 2);
    }
  }

  private static double resident() {
    return ResidentMemory.megabytes().orElseThrow();
  }
}
