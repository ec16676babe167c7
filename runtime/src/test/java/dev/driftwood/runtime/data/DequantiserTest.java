package dev.driftwood.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import org.junit.jupiter.api.Test;

class DequantiserTest {
  private final Dequantiser bytes = new Dequantiser(256);

  @Test
  void fillsTheIntervalOfALevel() {
    assertThat(bytes.dequantise(new double[] {0, 255}, new double[] {0, 0.5}))
        .containsExactly(0, 255.5 / 256);
  }

  @Test
  void levelUndoesItForEveryLevelAndUniform() {
    double largest = (0xFFFFFFFFL + 0.5) / 0x1p32;
    for (int k = 0; k < 256; k++) {
      assertThat(bytes.level(bytes.value(k, 0))).isEqualTo(k);
      assertThat(bytes.level(bytes.value(k, largest))).isEqualTo(k);
    }
  }

  @Test
  void clipsWhatLiesOutside() {
    assertThat(bytes.level(-0.3)).isZero();
    assertThat(bytes.level(1.7)).isEqualTo(255);
    assertThatThrownBy(() -> bytes.level(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void refusesAnImageOfAnotherDepth() {
    assertThatThrownBy(() -> new Dequantiser(17).dequantise(new double[] {3, 200}, new double[2]))
        .isInstanceOf(DriftwoodException.class)
        .hasMessage(
            "pixel 1 has value 200.0 (expected: an integer from 0 to 16, as the model has 17"
                + " levels)");
  }

  @Test
  void refusesImpossibleLevels() {
    assertThatThrownBy(() -> new Dequantiser(1)).hasMessageContaining("levels: 1");
    assertThatThrownBy(() -> new Dequantiser(65537)).hasMessageContaining("levels: 65537");
  }
}
