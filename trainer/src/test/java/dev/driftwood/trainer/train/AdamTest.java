package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTest {
  /** Float32 holds seven digits. */
  private static final float ROUNDING = 1e-6f;

  private static final double RATE = 0.1;
  private static final Offset<Float> CLOSE = within(ROUNDING);

  @Test
  void followsTheAlgorithmByHand() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Slot slot = Slot.fresh(manager, "w", manager.create(new float[] {1, -2}), 1);
      Adam adam = new Adam(0, 0.9, 0.99, 1e-2);
      step(manager, adam, 1, slot, 0.5f, -4);
      step(manager, adam, 2, slot, 1, 0);

      // m = 0.9 · 0.1 g₁ + 0.1 g₂ and v = 0.99 · 0.01 g₁² + 0.01 g₂².
      assertThat(slot.first().toFloatArray()).containsExactly(new float[] {0.145f, -0.36f}, CLOSE);
      assertThat(slot.second().toFloatArray())
          .containsExactly(new float[] {0.012475f, 0.1584f}, CLOSE);
      // Step 1: m̂ = g₁, √v̂ = |g₁|, so the change is 0.1 g₁ / (|g₁| + 0.01).
      // Step 2: m̂ = m / 0.19, v̂ = v / 0.0199.
      double first =
          1 - 0.1 * 0.5 / 0.51 - 0.1 * (0.145 / 0.19) / (Math.sqrt(0.012475 / 0.0199) + 0.01);
      double second =
          -2 + 0.1 * 4 / 4.01 + 0.1 * (0.36 / 0.19) / (Math.sqrt(0.1584 / 0.0199) + 0.01);
      assertThat(slot.weight().getFloat(0)).isCloseTo((float) first, CLOSE);
      assertThat(slot.weight().getFloat(1)).isCloseTo((float) second, CLOSE);
    }
  }

  @Test
  void averagesQuicklyAtFirst() {
    MovingAverage average = new MovingAverage(0.5);
    assertThat(average.decayAt(1)).isEqualTo(2.0 / 11);
    assertThat(average.decayAt(2)).isEqualTo(3.0 / 12);
    assertThat(average.decayAt(1000)).isEqualTo(0.5);
    try (NDManager manager = NDManager.newBaseManager()) {
      Slot slot = Slot.fresh(manager, "w", manager.create(new float[] {1}), 1);
      slot.weight().addi(1);
      average.apply(1, slot.averages().get(0), slot.weight());
      slot.weight().addi(1);
      average.apply(2, slot.averages().get(0), slot.weight());

      // 1 → (2/11) 1 + (9/11) 2 = 20/11 → (1/4) 20/11 + (3/4) 3.
      float expected = (float) (20.0 / 44 + 2.25);
      assertThat(slot.averages().get(0).getFloat(0)).isCloseTo(expected, CLOSE);
    }
  }

  @Test
  void letsWeightsDecayApartFromTheGradient() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Slot plain = Slot.fresh(manager, "w", manager.create(new float[] {1, -2}), 0);
      Slot decaying = Slot.fresh(manager, "w", manager.create(new float[] {1, -2}), 0);
      step(manager, new Adam(0), 1, plain, 0.5f, -4);
      step(manager, new Adam(0.3), 1, decaying, 0.5f, -4);

      // η λ = 0.03 of each weight is gone; the moments know nothing of it.
      assertThat(plain.weight().sub(decaying.weight()).toFloatArray())
          .containsExactly(new float[] {0.03f, -0.06f}, CLOSE);
      assertThat(decaying.first()).isEqualTo(plain.first());
      assertThat(decaying.second()).isEqualTo(plain.second());
    }
  }

  private static void step(
      NDManager manager, Adam adam, long number, Slot slot, float... gradient) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray array = scratch.create(gradient);
      adam.apply(number, RATE, slot, array);
    }
  }
}
