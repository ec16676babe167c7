package dev.driftwood.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductBenchTest {
  @Test
  void measuresBothGraphsOfAPreset() {
    List<ProductBench.Row> rows = ProductBench.measure("mlp", List.of(1, 4), Effort.ofRepeats(2));

    assertThat(rows).extracting(ProductBench.Row::batch).containsExactly(1, 4);
    for (ProductBench.Row row : rows) {
      assertThat(row.plainSeconds()).isPositive();
      assertThat(row.ratio()).isEqualTo(row.productSeconds() / row.plainSeconds());
      // Every matrix product of a chain of layers has one more in its tangent, but those of time.
      assertThat(row.multiplyAddRatio()).isBetween(1.0, 2.0);
    }
  }

  @Test
  void measuresProductsThatShareAPass() {
    List<ProductBench.SharedRow> rows =
        ProductBench.measureShared("mlp", List.of(4), 3, Effort.ofRepeats(2));

    assertThat(rows).hasSize(1);
    ProductBench.SharedRow row = rows.get(0);
    assertThat(row.probes()).isEqualTo(3);
    assertThat(row.secondsPerProduct()).isPositive().isEqualTo(row.sharedSeconds() / 4 / 3);
    assertThat(row.ratio()).isEqualTo(row.sharedSeconds() / row.separateSeconds());
  }

  @Test
  void goesOnForItsTimeAndThreeTimesAtLeast() {
    Effort effort = Effort.ofSeconds(5);

    assertThat(effort.goesOn(2, 100)).isTrue();
    assertThat(effort.goesOn(3, 5)).isFalse();
    assertThat(effort.goesOn(40, 4.9)).isTrue();
    assertThat(effort.goesOn(1000, 4.9)).isFalse();
    assertThat(Effort.ofRepeats(7).goesOn(6, 100)).isTrue();
    assertThat(Effort.ofRepeats(7).goesOn(7, 0)).isFalse();
  }

  @Test
  void takesTheMiddle() {
    assertThat(Median.of(3, 1, 20)).isEqualTo(3);
    assertThat(Median.of(4, 1, 2, 30)).isEqualTo(3);
  }
}
