package dev.driftwood.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemShapeTest {
  @Test
  void knowsImagesAndPoints() {
    assertThat(ItemShape.image(3, 32, 16).size()).isEqualTo(1536);
    assertThat(ItemShape.image(3, 32, 16).batch(5)).containsExactly(5, 3, 32, 16);
    assertThat(ItemShape.point(2).isImage()).isFalse();
    assertThat(ItemShape.point(2)).hasToString("[2]");
  }

  @Test
  void refusesOtherRanksAndSizes() {
    assertThatThrownBy(() -> new ItemShape(List.of(28, 28))).hasMessageContaining("[28, 28]");
    assertThatThrownBy(() -> ItemShape.image(1, 0, 28)).hasMessageContaining("[1, 0, 28]");
    assertThatThrownBy(() -> ItemShape.image(-1, -1, 28)).hasMessageContaining("[-1, -1, 28]");
    assertThatThrownBy(() -> ItemShape.image(1 << 20, 1 << 20, 1 << 24))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
