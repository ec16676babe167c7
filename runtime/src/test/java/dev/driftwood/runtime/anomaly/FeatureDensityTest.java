package dev.driftwood.runtime.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeatureDensityTest {
  @Test
  void findsTheMetricOfACorrelatedLaw() {
    FeatureDensity density = FeatureDensity.fit(rows(20_000));

    // (u, v) with u = 3 + 2 a, v = a + 0.5 b: the squared distance is a² + b².
    double a = 1.5;
    double b = -2;
    double[] at = {3 + 2 * a, a + 0.5 * b};
    // The covariance of 20,000 rows errs by about 1 %.
    assertThat(density.distance().squared(at)).isCloseTo(a * a + b * b, within(0.3));
    assertThat(density.marginal(0, 1).distance().squared(new double[] {3 + 2 * a}))
        .isCloseTo(a * a, within(0.1));
  }

  @Test
  void staysFiniteWithFewerRowsThanFeaturesAndWithFeaturesThatNeverVary() {
    List<double[]> rows =
        List.of(new double[] {1, 2, 5, 0}, new double[] {2, 4, 5, 0}, new double[] {3, 6, 5, 1});

    double squared = FeatureDensity.fit(rows).distance().squared(new double[] {4, 8, 5, 0});

    assertThat(squared).isPositive().isFinite();
  }

  private static List<double[]> rows(int count) {
    return LongStream.range(0, count).mapToObj(FeatureDensityTest::row).toList();
  }

  private static double[] row(long key) {
    double[] ab = new double[2];
    new NoiseStream(3).normals(key, Purpose.SOLVER, 0, 0, 0, ab);
    return new double[] {3 + 2 * ab[0], ab[0] + 0.5 * ab[1]};
  }
}
