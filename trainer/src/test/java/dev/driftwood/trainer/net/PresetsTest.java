package dev.driftwood.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.ShapeOps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetsTest {
  @ParameterizedTest
  @CsvSource({
    "mnist, 1539329",
    "cifar10, 35746307",
    // 61.80 and 62.76 million in the paper's repository.
    "ddpmpp, 61804419",
    "ncsnpp, 62758787"
  })
  void hasThePublishedNumberOfParameters(String name, long expected) {
    assertThat(Presets.byName(name).census().size()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"mnist", "cifar10", "mlp", "diffusion-zero", "ddpmpp", "ncsnpp"})
  void keepsTheShapeOfABatchOfOne(String name) {
    var network = Presets.byName(name);
    Shape x = Shape.batched(network.itemShape()).with(0, 1);
    Shape drift = network.forward(new ShapeOps(), parameter -> parameter.shape(), x, Shape.of(1));
    assertThat(drift).isEqualTo(x);
  }

  @Test
  void suggestsTheNearestName() {
    assertThatThrownBy(() -> Presets.byName("mnits"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mnits'")
        .hasMessageContaining("nearest: 'mnist'");
  }
}
