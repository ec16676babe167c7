package dev.driftwood.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
  @ParameterizedTest
  @CsvSource({"mixture-2d, 2, 8", "mixture-64d, 64, 5", "images-784d, 784, 10"})
  void areOfAboutUnitScale(String name, int dimension, int components) {
    GaussianMixture law = Targets.byName(name);

    assertThat(law.dimension()).isEqualTo(dimension);
    assertThat(law.components()).hasSize(components);
    double square =
        IntStream.range(0, 500)
            .mapToDouble(row -> Vectors.dot(law.draw(1, row), law.draw(1, row)) / dimension)
            .average()
            .orElseThrow();
    assertThat(Math.sqrt(square)).isBetween(0.6, 1.4);
  }

  @Test
  void keepsImagesAboutTheirRange() {
    GaussianMixture law = Targets.byName("images-784d");

    double outside =
        IntStream.range(0, 100)
            .mapToObj(row -> law.draw(1, row))
            .mapToLong(x -> IntStream.range(0, x.length).filter(i -> Math.abs(x[i]) > 1.25).count())
            .sum();

    assertThat(outside / (100 * law.dimension())).isLessThan(0.02);
  }

  @Test
  void namesWhatThereIs() {
    assertThatThrownBy(() -> Targets.byName("mixture-3d"))
        .hasMessage("target: mixture-3d (expected: one of [mixture-2d, mixture-64d, images-784d])");
  }
}
