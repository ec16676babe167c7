package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTest {
  /** The 95 % points of tables, and 2 ln 1e9 for two degrees. */
  @ParameterizedTest
  @CsvSource({
    "2, 5.991465, 0.05",
    "8, 15.507313, 0.05",
    "24, 36.415029, 0.05",
    "2, 41.446532, 1e-9"
  })
  void givesTheTailsOfTables(int degrees, double x, double chance) {
    // Seven digits of x.
    assertThat(ChiSquare.tail(degrees, x)).isCloseTo(chance, Percentage.withPercentage(1e-3));
  }

  @Test
  void isZeroWhereNothingIsMeasured() {
    assertThat(ChiSquare.tail(8, Double.NaN)).isZero();
    assertThat(ChiSquare.tail(8, Double.POSITIVE_INFINITY)).isZero();
  }
}
