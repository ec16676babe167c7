package dev.driftwood.runtime.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalQuantileTest {
  /** Computed with mpmath at 40 digits as √2 erfinv(2u − 1) of the double nearest to u. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.0",
    "0.6, 0.25334710313579974132",
    "0.075, -1.4395314709384559349",
    "0.925, 1.4395314709384562291",
    "0.9, 1.2815515655446005935",
    "0.01, -2.3263478740408410931",
    "1e-5, -4.2648907939228246102",
    "0.99999, 4.2648907939238407699",
    "1e-10, -6.3613409024040561991",
    "1.1641532182693481e-10, -6.3379577545537892525",
    "1e-12, -7.0344838253011319326"
  })
  void matchesHighPrecisionValues(double u, double expected) {
    // The routine promises about one part in 1e16; evaluation in double adds a few ulps.
    assertThat(NormalQuantile.of(u)).isCloseTo(expected, within(2e-15 * Math.abs(expected)));
  }

  @Test
  void isOddAboutOneHalf() {
    for (double u = 0x1p-33; u < 0.5; u = u * 1.5) {
      double exact = Math.rint(u * 0x1p33) * 0x1p-33;
      assertThat(NormalQuantile.of(1.0 - exact)).isEqualTo(-NormalQuantile.of(exact));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 1.0, -0.1, 1.5, Double.NaN})
  void rejectsWhatIsNoProbability(double u) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NormalQuantile.of(u))
        .withMessage("u: " + u + " (expected: in (0, 1))");
  }
}
