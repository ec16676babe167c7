package dev.driftwood.runtime.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.Arrays;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class BatchDriftTest {
  private static final NoiseStream NOISE = new NoiseStream(11);

  @Test
  void isTheTestOfTwoSamples() {
    double[] reference = draws(0, 200);
    double[] batch = Arrays.stream(draws(1, 70)).map(v -> 0.3 + v).toArray();

    BatchDrift drift = of(batch, reference);

    assertThat(drift.statistic())
        .isCloseTo(
            new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(reference, batch),
            within(1e-12));
  }

  @Test
  void alarmsAsOftenAsItSays() {
    int alarms = 0;
    for (int run = 0; run < 400; run++) {
      alarms += of(draws(2 * run + 3, 150), draws(2 * run + 2, 100)).pValue() < 0.1 ? 1 : 0;
    }

    // At most 40 of 400 with a deviation of 6; the asymptotic law is a little shy of alarms.
    assertThat(alarms).isBetween(16, 61);
  }

  @Test
  void noticesThatABatchIsOfAnotherKind() {
    double[] shifted = Arrays.stream(draws(1, 100)).map(v -> v + 1).toArray();

    assertThat(of(shifted, draws(0, 200)).pValue()).isLessThan(1e-6);
  }

  private static BatchDrift of(double[] batch, double[] reference) {
    ReferenceScores scores = new ReferenceScores(reference);
    return BatchDrift.of(Arrays.stream(batch).map(scores::pValue).toArray(), reference.length);
  }

  private static double[] draws(long key, int count) {
    double[] values = new double[count];
    NOISE.normals(key, Purpose.SOLVER, 0, 0, 0, values);
    return values;
  }
}
