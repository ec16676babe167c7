package dev.driftwood.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DataTransformTest {
  private static final double[] X = {0, 0.1, 0.25, 0.5, 0.75, 0.999};

  static Stream<DataTransform> all() {
    return Stream.of(
        new DataTransform.None(),
        new DataTransform.Unit(),
        new DataTransform.Centered(),
        new DataTransform.Standardized(List.of(0.4, 0.6), List.of(0.2, 0.3)),
        new DataTransform.Logit(0.05));
  }

  @ParameterizedTest
  @CsvSource({
    "0, -2.944438979, 2.941665052",
    "0.25, -0.969400557, 1.507207290",
    "0.5, 0, 1.280933845"
  })
  void logitMatchesClosedForm(double x, double y, double logDeterminant) {
    DataTransform logit = new DataTransform.Logit(0.05);
    // The values are printed to nine decimals.
    assertThat(logit.forward(new double[] {x})[0]).isCloseTo(y, within(1e-9));
    assertThat(logit.logDeterminant(new double[] {x})).isCloseTo(logDeterminant, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("all")
  void inverseUndoesForward(DataTransform transform) {
    // A few roundings of numbers below 8.
    assertThat(transform.inverse(transform.forward(X))).containsExactly(X, within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("all")
  void logDeterminantIsThatOfFiniteDifferences(DataTransform transform) {
    double step = 1e-6;
    double expected = 0;
    for (int i = 0; i < X.length; i++) {
      double[] up = X.clone();
      double[] down = X.clone();
      up[i] += step;
      down[i] -= step;
      double rise = transform.forward(up)[i] - transform.forward(down)[i];
      expected += Math.log(rise / (2 * step));
    }
    // Central differences: step² times the third derivative (thousands at 0.999), plus rounding.
    assertThat(transform.logDeterminant(X)).isCloseTo(expected, within(1e-8));
  }

  @Test
  void standardizesByChannel() {
    DataTransform transform = new DataTransform.Standardized(List.of(1.0, 2.0), List.of(2.0, 4.0));
    assertThat(transform.forward(new double[] {3, 5, 6, 10})).containsExactly(1, 2, 1, 2);
  }

  @Test
  void logitRefusesWhatItCannotMap() {
    DataTransform logit = new DataTransform.Logit(0.05);
    assertThatThrownBy(() -> logit.forward(new double[] {0.5, 1.2}))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("value 1.2 at index 1");
    assertThatThrownBy(() -> logit.forward(new double[] {Double.NaN}))
        .isInstanceOf(DriftwoodException.class);
  }

  @Test
  void refusesParametersOutOfRange() {
    assertThatThrownBy(() -> new DataTransform.Logit(0.5)).hasMessageContaining("alpha: 0.5");
    assertThatThrownBy(() -> new DataTransform.Logit(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new DataTransform.Standardized(List.of(0.5), List.of(0.0)))
        .hasMessageContaining("std: [0.0]");
    assertThatThrownBy(() -> new DataTransform.Standardized(List.of(0.5), List.of(1.0, 1.0)))
        .hasMessageContaining("expected: 1 positive");
  }
}
