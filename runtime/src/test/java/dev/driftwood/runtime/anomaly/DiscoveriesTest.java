package dev.driftwood.runtime.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DiscoveriesTest {
  @Test
  void adjustsPValuesByTheirRanks() {
    Discoveries run = new Discoveries(new double[] {0.04, 0.01, 0.03, 0.5});

    assertThat(run.qValue(0.01)).isCloseTo(0.04, within(1e-12));
    // 4 · 0.03/2 = 0.06, but 4 · 0.04/3 is less.
    assertThat(run.qValue(0.03)).isCloseTo(0.16 / 3, within(1e-12));
    assertThat(run.qValue(0.04)).isCloseTo(0.16 / 3, within(1e-12));
    assertThat(run.qValue(0.5)).isEqualTo(0.5);
  }
}
