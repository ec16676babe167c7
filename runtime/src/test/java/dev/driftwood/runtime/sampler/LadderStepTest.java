package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderStepTest {
  /** Table 2 of arXiv:2006.09011 gives ε in two digits, and r is ε over 0.01². */
  @ParameterizedTest
  @CsvSource({"50, 232, 5, 6.2e-6", "90, 500, 5, 3.3e-6"})
  void isThatOfThePaper(double largest, int levels, int moves, double published) {
    double ratio = Math.pow(largest / 0.01, 1.0 / (levels - 1));
    double step = new LadderStep(ratio, moves).size() * 0.01 * 0.01;
    assertThat(step).isCloseTo(published, within(0.05e-6));
  }

  @Test
  void bringsTheVarianceNearestToOne() {
    for (double ratio : new double[] {1.001, 1.04, 1.5, 10.0, 1000.0}) {
      for (int moves : new int[] {1, 5, 100}) {
        LadderStep ladder = new LadderStep(ratio, moves);
        double best = ladder.variance(ladder.size());
        assertThat(best).isGreaterThan(1.0);
        for (int i = 1; i < 1000; i++) {
          // Roundings of the variance itself.
          assertThat(best).isLessThanOrEqualTo(ladder.variance(i / 1000.0) * (1.0 + 1e-12));
        }
      }
    }
  }

  @Test
  void varianceIsThatOfTheMovesThemselves() {
    LadderStep ladder = new LadderStep(1.2, 7);
    double r = 0.3;
    double variance = 1.2 * 1.2;
    for (int i = 0; i < 7; i++) {
      variance = (1.0 - r) * (1.0 - r) * variance + 2.0 * r;
    }
    assertThat(ladder.variance(r)).isCloseTo(variance, within(1e-14));
  }
}
