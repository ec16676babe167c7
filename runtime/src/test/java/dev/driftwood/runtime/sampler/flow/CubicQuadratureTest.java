package dev.driftwood.runtime.sampler.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CubicQuadratureTest {
  @Test
  void isExactForCubicsOnAnyNodes() {
    double[] nodes = {3.0, 2.5, 1.0, 0.7, -0.4, -2.0};
    double[] weights = CubicQuadrature.weights(nodes);
    double sum = 0.0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * (nodes[i] * nodes[i] * nodes[i] - 2.0 * nodes[i] + 1.0);
    }
    // u⁴/4 − u² + u from 3 to −2: (4 − 4 − 2) − (20.25 − 9 + 3).
    assertThat(sum).isCloseTo(-16.25, within(1e-12));
  }

  @Test
  void isTheTrapezoidalRuleAwayFromTheEndsOfEqualSteps() {
    double[] weights = CubicQuadrature.weights(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
    for (int i = 4; i < 5; i++) {
      assertThat(weights[i]).isCloseTo(1.0, within(1e-13));
    }
  }

  @Test
  void isTheTrapezoidalRuleOnTwoNodes() {
    assertThat(CubicQuadrature.weights(1.0, 4.0))
        .containsExactly(new double[] {1.5, 1.5}, within(1e-14));
  }
}
