package dev.driftwood.runtime.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferenceScoresTest {
  private static final ReferenceScores NINE =
      new ReferenceScores(IntStream.rangeClosed(1, 9).mapToDouble(i -> i).toArray());

  @Test
  void countsTheImageItselfAmongTheReference() {
    assertThat(NINE.pValue(100)).isEqualTo(0.1);
    assertThat(NINE.pValue(8.5)).isEqualTo(0.2);
    assertThat(NINE.pValue(9)).isEqualTo(0.2);
    assertThat(NINE.pValue(0)).isEqualTo(1);
  }

  @Test
  void flagsByItsThresholdWhatItsPValuesFlag() {
    for (double rate : new double[] {0.1, 0.15, 0.2, 0.5, 0.9}) {
      double threshold = NINE.threshold(rate);
      for (double score = 0.5; score < 11; score += 0.25) {
        assertThat(score >= threshold).isEqualTo(NINE.pValue(score) <= rate + 1e-12);
      }
    }
  }

  @Test
  void flagsNothingAtARateThatTheSetIsTooSmallFor() {
    assertThat(NINE.threshold(0.05)).isInfinite().isPositive();
  }

  @Test
  void refusesScoresThatAreNoNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReferenceScores(new double[] {1, Double.NaN}));
  }
}
