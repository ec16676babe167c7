package dev.driftwood.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductBenchTest {
  @Test
  void measuresBothGraphsOfAPreset() {
    List<ProductBench.Row> rows = ProductBench.measure("mlp", List.of(1, 4), 2);

    assertThat(rows).extracting(ProductBench.Row::batch).containsExactly(1, 4);
    for (ProductBench.Row row : rows) {
      assertThat(row.plainSeconds()).isPositive();
      assertThat(row.ratio()).isEqualTo(row.productSeconds() / row.plainSeconds());
      // Every matrix product of a chain of layers has one more in its tangent, but those of time.
      assertThat(row.multiplyAddRatio()).isBetween(1.0, 2.0);
    }
  }

  @Test
  void takesTheMiddle() {
    assertThat(Median.of(3, 1, 20)).isEqualTo(3);
    assertThat(Median.of(4, 1, 2, 30)).isEqualTo(3);
  }
}
