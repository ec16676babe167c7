package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
        Arguments.of("ema: []", TrainingPlan.builder().ema(List.of())),
        Arguments.of("ema: [0.9, 0.9]", TrainingPlan.builder().ema(List.of(0.9, 0.9))),
        Arguments.of("warmup: 10000", TrainingPlan.builder().warmup(10_000)),
        Arguments.of("warmup: -1", TrainingPlan.builder().warmup(-1)),
        Arguments.of("weight-decay: -0.1", TrainingPlan.builder().weightDecay(-0.1)),
        Arguments.of("clip: 0.0", TrainingPlan.builder().clip(0)),
        Arguments.of("accumulate: 0", TrainingPlan.builder().accumulate(0)),
        Arguments.of("threads: -1", TrainingPlan.builder().threads(-1)),
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
