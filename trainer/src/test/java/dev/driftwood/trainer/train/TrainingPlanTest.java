package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingPlanTest {
  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("iterations: 0", TrainingPlan.builder().iterations(0)),
        Arguments.of("batch: 0", TrainingPlan.builder().batch(0)),
        Arguments.of("lr: NaN", TrainingPlan.builder().learningRate(Double.NaN)),
        Arguments.of("lr: 0.0", TrainingPlan.builder().learningRate(0)),
        Arguments.of("ema: 1.0", TrainingPlan.builder().ema(1)),
        Arguments.of("ema: NaN", TrainingPlan.builder().ema(Double.NaN)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesValuesOutOfRange(String message, TrainingPlan.Builder builder) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("expected");
  }
}
