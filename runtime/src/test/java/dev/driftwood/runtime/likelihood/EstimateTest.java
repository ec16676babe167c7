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
  void strataAreComparedWithTheirNeighbours() {
    // Differences of 1: ½ for each of two values.
    assertThat(Estimate.ofStrata(0.0, 1.0).standardError()).isCloseTo(0.5, within(1e-15));
    // Second differences 0, 3, −3, taken by the ends too: (0 + 0 + 9 + 9 + 9)/6.
    assertThat(Estimate.ofStrata(0.0, 1.0, 2.0, 6.0, 7.0).standardError())
        .isCloseTo(Math.sqrt(4.5) / 5.0, within(1e-15));
  }

  @Test
  void straightTrendOverStrataIsNoError() {
    assertThat(Estimate.ofStrata(1.0, 3.0, 5.0, 7.0, 9.0, 11.0).standardError()).isZero();
  }

  @Test
  void intervalIsThatOfStudentsLaw() {
    // t of 3 degrees of freedom at 97.5 %, from tables.
    assertThat(new Estimate(0.0, 2.0, 3.0).halfWidth(0.95)).isCloseTo(6.36489, within(1e-4));
    assertThat(Estimate.certain(4.0).halfWidth(0.95)).isZero();
    assertThat(Estimate.ofIndependent(4.0).halfWidth(0.95)).isNaN();
  }

  @Test
  void oneValueHasNoError() {
    assertThat(Estimate.ofIndependent(4.0).standardError()).isNaN();
    assertThat(Estimate.ofStrata(4.0).standardError()).isNaN();
    assertThat(Estimate.ofStrata(4.0).mean()).isEqualTo(4.0);
  }

  @Test
  void logarithmOfAMeanKeepsWhatExpCantHold() {
    Estimate estimate = Estimate.ofLogMeanExp(-5000.0, -5000.0 + Math.log(3.0));
    // Of the weights 1 and 3 the mean is 2 and its error 1.
    assertThat(estimate.mean()).isCloseTo(-5000.0 + Math.log(2.0), within(1e-12));
    assertThat(estimate.standardError()).isCloseTo(0.5, within(1e-12));
    assertThat(estimate.degreesOfFreedom()).isEqualTo(1.0);
  }
}
