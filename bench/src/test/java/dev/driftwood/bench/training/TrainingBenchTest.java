package dev.driftwood.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.trainer.net.Presets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("one-jdk")
class TrainingBenchTest {
  @Test
  void measuresStepsBesidePlainConvolutions() {
    List<Integer> heard = new ArrayList<>();

    TrainingBench.Row row = TrainingBench.measure("mlp", 4, 20, heard::add);

    assertThat(heard).hasSize(20).endsWith(20);
    long multiplyAdds = Presets.byName("mlp").census().multiplyAdds();
    // Two operations each, forwards and twice in the gradient.
    assertThat(row.gigaflops())
        .isCloseTo(6e-9 * multiplyAdds * row.imagesPerSecond(), within(1e-9 * row.gigaflops()));
    assertThat(row.shareOfPeak()).isPositive().isLessThan(1);
    assertThat(row.waitingShare()).isBetween(0.0, 1.0);
    assertThat(row.firstMegabytes().isPresent()).isEqualTo(row.lastMegabytes().isPresent());
  }

  @Test
  void refusesNoSteps() {
    assertThatThrownBy(() -> TrainingBench.measure("mlp", 4, 0, done -> {}))
        .hasMessageContaining("steps: 0 (expected: >= 1)");
  }
}
