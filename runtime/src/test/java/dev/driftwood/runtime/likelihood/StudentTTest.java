package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
  /** From published tables, three decimals. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.975, 12.706", "2, 0.975, 4.303", "3, 0.975, 3.182", "4, 0.975, 2.776",
    "7, 0.975, 2.365", "15, 0.975, 2.131", "30, 0.975, 2.042", "120, 0.975, 1.980",
    "5, 0.9, 1.476", "10, 0.995, 3.169", "3, 0.75, 0.765"
  })
  void matchesTables(double degreesOfFreedom, double p, double expected) {
    assertThat(StudentT.quantile(p, degreesOfFreedom)).isCloseTo(expected, within(6e-4));
  }

  @Test
  void isNormalInTheLimit() {
    assertThat(StudentT.quantile(0.975, Double.POSITIVE_INFINITY))
        .isCloseTo(1.959963985, within(1e-8));
  }

  @Test
  void hasNoValueWithoutDegreesOfFreedom() {
    assertThat(StudentT.quantile(0.975, 0.0)).isNaN();
  }
}
