package dev.driftwood.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeededErrorsTest {
  private static final SeededErrors BEST = errors(1.0, 2.0, 3.0, 4.0, 5.0);

  @Test
  void hasAMeanAndItsStandardError() {
    Estimate estimate = BEST.estimate();

    assertThat(estimate.mean()).isEqualTo(3);
    // Variance 10/4, over five values.
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(0.5), within(1e-15));
  }

  @Test
  void takesWhatASeedDoesToBothOutOfTheDifference() {
    Estimate difference = errors(1.5, 2.4, 3.5, 4.6, 5.5).minus(BEST);

    assertThat(difference.mean()).isCloseTo(0.5, within(1e-15));
    // Differences 0.5, 0.4, 0.5, 0.6, 0.5: squares 0.02, over four and five.
    assertThat(difference.standardError()).isCloseTo(Math.sqrt(0.001), within(1e-15));
  }

  @Test
  void isWorseByMoreThanTheShareAndTheStandardErrorsOnly() {
    assertThat(errors(1.5, 2.4, 3.5, 4.6, 5.5).worseThan(BEST, 0.1, 2)).isTrue();
    // 0.25 of 3 is less than a tenth.
    assertThat(errors(1.25, 2.2, 3.3, 4.25, 5.25).worseThan(BEST, 0.1, 2)).isFalse();
    // 0.5 again, but with a standard error of 0.5.
    assertThat(errors(3.5, 2.0, 3.0, 4.0, 5.0).worseThan(BEST, 0.1, 2)).isFalse();
    assertThat(errors(0.5, 1.5, 2.5, 3.5, 4.5).worseThan(BEST, 0.1, 2)).isFalse();
    assertThat(BEST.worseThan(BEST, 0.1, 2)).isFalse();
  }

  @Test
  void isWorseWhereItIsNotFinite() {
    SeededErrors broken = errors(1.0, Double.NaN, 1.0, 1.0, 1.0);

    assertThat(broken.worseThan(BEST, 0.1, 2)).isTrue();
    assertThat(BEST.worseThan(broken, 0.1, 2)).isFalse();
    assertThat(broken.worseThan(broken, 0.1, 2)).isFalse();
  }

  @Test
  void refusesWhatIsNotPaired() {
    assertThatThrownBy(() -> errors(1.0, 2.0).minus(BEST))
        .hasMessage("errors: 5 of the other (expected: 2, the same seeds)");
    assertThatThrownBy(() -> errors(1.0)).hasMessage("errors: [1.0] (expected: at least 2)");
  }

  private static SeededErrors errors(Double... values) {
    return new SeededErrors(List.of(values));
  }
}
