package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void independentValuesHaveTheUsualError() {
    Estimate estimate = Estimate.ofIndependent(1.0, 2.0, 3.0, 6.0);
    assertThat(estimate.mean()).isEqualTo(3.0);
    // Sum of squares 14, over 3 · 4.
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(14.0 / 12.0), within(1e-15));
  }

  @Test
  void strataAreCollapsedIntoPairsAndOneTriple() {
    // Pairs: 2 · (½ + ½) for differences 1; the triple 1, 2, 3 adds 3/2 · 2.
    assertThat(Estimate.ofStrata(0.0, 1.0, 5.0, 6.0).standardError())
        .isCloseTo(Math.sqrt(2.0) / 4.0, within(1e-15));
    assertThat(Estimate.ofStrata(0.0, 1.0, 1.0, 2.0, 3.0).standardError())
        .isCloseTo(Math.sqrt(1.0 + 3.0) / 5.0, within(1e-15));
  }

  @Test
  void oneValueHasNoError() {
    assertThat(Estimate.ofIndependent(4.0).standardError()).isNaN();
    assertThat(Estimate.ofStrata(4.0).standardError()).isNaN();
    assertThat(Estimate.ofStrata(4.0).mean()).isEqualTo(4.0);
  }
}
