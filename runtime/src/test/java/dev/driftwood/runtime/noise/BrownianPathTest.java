package dev.driftwood.runtime.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BrownianPathTest {
  private static final NoiseStream NOISE = new NoiseStream(11);
  private static final int MANY = 5_000;

  /**
   * Over the dimensions of one path. Five standard errors for each of 36 covariances: a false alarm
   * once in 5e4 fresh seeds.
   */
  @Test
  void incrementsAreIndependentAndAsLongAsTheirTime() {
    BrownianPath path = path(3, MANY);
    double[] times = {0.0, 1e-5, 0.0625, 0.3, 0.3001, 0.5, 0.77, 0.7700001, 1.0};
    double[][] increments = new double[times.length - 1][];
    for (int i = 0; i < increments.length; i++) {
      increments[i] = path.increment(times[i], times[i + 1]);
    }
    for (int i = 0; i < increments.length; i++) {
      double variance = times[i + 1] - times[i];
      for (int j = 0; j < i; j++) {
        double product = Math.sqrt(variance * (times[j + 1] - times[j]));
        assertThat(covariance(increments[i], increments[j]) / product)
            .isCloseTo(0.0, within(5.0 / Math.sqrt(MANY) + loss(variance)));
      }
      assertThat(covariance(increments[i], increments[i]) / variance)
          .isCloseTo(1.0, within(5.0 * Math.sqrt(2.0 / MANY) + loss(variance)));
    }
  }

  @Test
  void incrementsAddUp() {
    BrownianPath path = path(3, 50);
    double[] whole = path.increment(0.9, 0.123);
    double[] first = path.increment(0.9, 0.4567);
    double[] second = path.increment(0.4567, 0.123);
    for (int d = 0; d < whole.length; d++) {
      // Roundings of numbers up to 3.
      assertThat(first[d] + second[d]).isCloseTo(whole[d], within(1e-14));
    }
  }

  @Test
  void pointsDoNotDependOnWhatElseIsAsked() {
    double[] alone = path(3, 4).at(0.3);
    BrownianPath path = path(3, 9);
    path.at(0.30001);
    path.at(0.1);
    assertThat(Arrays.copyOf(path.at(0.3), 4)).containsExactly(alone);
  }

  @Test
  void everyRowAndDrawHasAPathOfItsOwn() {
    double point = path(3, 1).at(0.3)[0];
    assertThat(path(4, 1).at(0.3)[0]).isNotEqualTo(point);
    assertThat(new BrownianPath(NOISE, 3, 1, 1).at(0.3)[0]).isNotEqualTo(point);
    assertThat(new BrownianPath(new NoiseStream(12), 3, 0, 1).at(0.3)[0]).isNotEqualTo(point);
  }

  @Test
  void beginsAtZeroAndIsContinuous() {
    assertThat(path(3, 2).at(0.0)).containsExactly(0.0, 0.0);
    for (double t : new double[] {0.25, 0.3, 1.0 - 0x1p-24, 0x1p-24}) {
      double[] step = path(3, 100).increment(t, Math.nextDown(t));
      for (double value : step) {
        // A bit of a number up to 3 and, within an interval of the tree, of its slope.
        assertThat(value).isCloseTo(0.0, within(1e-10));
      }
    }
  }

  @Test
  void refusesTimesOutside() {
    for (double t : new double[] {-0.1, 1.5, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> path(0, 1).at(t))
          .withMessage("t: " + t + " (expected: in [0, 1])");
    }
  }

  private static BrownianPath path(long key, int dimension) {
    return new BrownianPath(NOISE, key, 0, dimension);
  }

  /** What the linear pieces take from the variance of an increment, at most. */
  private static double loss(double variance) {
    return BrownianPath.RESOLUTION / variance;
  }

  private static double covariance(double[] a, double[] b) {
    double sum = 0.0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d] / a.length;
    }
    return sum;
  }
}
