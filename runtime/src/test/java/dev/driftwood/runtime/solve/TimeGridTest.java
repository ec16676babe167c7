package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TimeGridTest {
  @Test
  void uniformGridMeetsBothEndsExactly() {
    TimeGrid grid = TimeGrid.uniform(1.0, 1e-3, 7);
    assertThat(grid.steps()).isEqualTo(7);
    assertThat(grid.first()).isEqualTo(1.0);
    assertThat(grid.last()).isEqualTo(1e-3);
  }

  @Test
  void rejectsWhatIsNotStrictlyMonotone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeGrid.of(1.0, 0.5, 0.5))
        .withMessage("times[2]: 0.5 (expected: in [0, 1], strictly monotone)");
    assertThatIllegalArgumentException().isThrownBy(() -> TimeGrid.of(1.0, 0.5, 0.6));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeGrid.of(0.5, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeGrid.of(0.5, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeGrid.of(1.1, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeGrid.of(0.5));
  }

  @Test
  void rejectsStepsThatAreNotPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeGrid.uniform(1.0, 0.0, 0))
        .withMessage("steps: 0 (expected: >= 1)");
  }
}
