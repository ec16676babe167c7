package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.TurnedDrift;
import dev.driftwood.runtime.sde.VariancePreserving;
import org.junit.jupiter.api.Test;

class SampleCovarianceTest {
  private static final int D = 24;
  private static final TurnedDrift TURNED = TurnedDrift.normal(VariancePreserving.standard(), D);

  /** Rows c ± a_d h_d on orthonormal h have the sample covariance Σ 2 a_d²/(n − 1) h_d h_dᵀ. */
  @Test
  void findsDirectionsAboveAFloorExactly() {
    SampleCovariance sum = new SampleCovariance(D);
    double[] variances = new double[D];
    for (int d = 0; d < D; d++) {
      variances[d] = d < 3 ? 10.0 - d : 0.25;
      addPair(sum, d, Math.sqrt(0.5 * (2 * D - 1) * variances[d]));
    }
    DataCovariance found = sum.leading(3);
    assertThat(found.variances()).containsExactly(new double[] {9.75, 8.75, 7.75}, within(1e-9));
    for (int j = 0; j < 3; j++) {
      double along = Vectors.dot(found.directions()[j], axis(j));
      assertThat(Math.abs(along)).isCloseTo(1.0, within(1e-9));
    }
    for (double left : found.remainder()) {
      assertThat(left).isCloseTo(0.25, within(1e-9));
    }
  }

  /** Whatever the covariance, the diagonal is kept. */
  @Test
  void keepsTheVarianceOfEachNumber() {
    SampleCovariance sum = new SampleCovariance(D);
    double[] expected = new double[D];
    for (int d = 0; d < D; d++) {
      double size = 3.0 / (d + 1);
      addPair(sum, d, size);
      for (int i = 0; i < D; i++) {
        expected[i] += 2 * size * size * axis(d)[i] * axis(d)[i] / (2 * D - 1);
      }
    }
    DataCovariance found = sum.leading(5);
    for (int i = 0; i < D; i++) {
      double variance = found.remainder()[i];
      for (int j = 0; j < 5; j++) {
        variance += found.variances()[j] * Math.pow(found.directions()[j][i], 2);
      }
      assertThat(variance).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void keepsFewerDirectionsOfFewRows() {
    SampleCovariance sum = new SampleCovariance(D);
    addPair(sum, 0, 1.0);
    assertThatThrownBy(() -> sum.leading(4))
        .isInstanceOf(DriftwoodException.class)
        .hasMessage("covariance: of 2 rows (expected: at least 3)");
    addPair(sum, 1, 1.0);
    assertThat(sum.leading(4).directions()).hasNumberOfRows(2);
  }

  @Test
  void refusesWhatTakesTooMuchMemory() {
    assertThatThrownBy(() -> new SampleCovariance(5000))
        .isInstanceOf(DriftwoodException.class)
        .hasMessage("covariance: of 5000 numbers (expected: at most 4096)");
  }

  private static void addPair(SampleCovariance sum, int axis, double size) {
    for (double sign : new double[] {-1, 1}) {
      double[] row = Vectors.scaled(sign * size, axis(axis));
      for (int d = 0; d < D; d++) {
        // A mean that is far from 0.
        row[d] += 100.0 + d;
      }
      sum.add(row);
    }
  }

  private static double[] axis(int d) {
    double[] unit = new double[D];
    unit[d] = 1.0;
    return TURNED.back(unit);
  }
}
