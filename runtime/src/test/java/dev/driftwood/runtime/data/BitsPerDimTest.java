package dev.driftwood.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BitsPerDimTest {
  @Test
  void uniformDensityCostsTheBitsOfALevel() {
    DataSpec bytes = new DataSpec.Images(256, new DataTransform.Unit());
    // log-density 0 everywhere on [0, 1): each of 256 levels has probability 1/256.
    assertThat(BitsPerDim.of(ItemShape.image(1, 28, 28), bytes).ofNats(0)).isEqualTo(8);
  }

  @Test
  void offsetIsTheLogarithmOfTheLevels() {
    assertThat(new DataSpec.Images(65536, new DataTransform.Unit()).offsetBits()).isEqualTo(16);
    // log2(17), from a table.
    assertThat(new DataSpec.Images(17, new DataTransform.Unit()).offsetBits())
        .isCloseTo(4.087462841250339, within(1e-15));
    assertThat(new DataSpec.Points(new DataTransform.None()).offsetBits()).isZero();
  }

  @Test
  void dividesNatsByDimensionsAndLogTwo() {
    BitsPerDim bits = new BitsPerDim(2, 0);
    assertThat(bits.ofNats(-2 * Math.log(2))).isEqualTo(1);
    assertThat(bits.ofStandardError(2 * Math.log(2))).isEqualTo(1);
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> new BitsPerDim(0, 8)).hasMessageContaining("dimensions: 0");
    assertThatThrownBy(() -> new BitsPerDim(2, Double.NaN)).hasMessageContaining("offset: NaN");
  }
}
