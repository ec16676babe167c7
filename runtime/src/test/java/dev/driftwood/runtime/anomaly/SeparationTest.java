package dev.driftwood.runtime.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

class SeparationTest {
  @Test
  void countsPairsInTheRightOrderAndTiesHalf() {
    Separation separation = new Separation(new double[] {1, 2, 3}, new double[] {2, 4});

    // Of six pairs, (2, 1), (4, 1), (4, 2), (4, 3) are right and (2, 2) is a tie.
    assertThat(separation.auroc().value()).isCloseTo(4.5 / 6, within(1e-12));
  }

  @Test
  void drawsTheCurves() {
    Separation separation = new Separation(new double[] {1, 3}, new double[] {2, 4});

    assertThat(separation.points())
        .containsExactly(
            new Separation.Point(4, 0, 0.5, 1),
            new Separation.Point(3, 0.5, 0.5, 0.5),
            new Separation.Point(2, 0.5, 1, 2.0 / 3),
            new Separation.Point(1, 1, 1, 0.5));
    assertThat(separation.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
    assertThat(separation.falsePositiveRateAt(0.95)).isEqualTo(0.5);
  }

  @Test
  void coversTheAreaOfTwoNormalLaws() {
    // N(0, 1) against N(1, 1): the area is Φ(1/√2).
    double exact = new NormalDistribution().cumulativeProbability(Math.sqrt(0.5));
    int runs = 400;
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      Separation.Area area = new Separation(draws(run, 0, 60), draws(run, 1, 80)).auroc();
      covered += area.lower() <= exact && exact <= area.upper() ? 1 : 0;
    }

    // 95 % of 400 is 380, with a deviation of 4.4: three and a half of them.
    assertThat(covered).isBetween(365, 395);
  }

  @Test
  void admitsDoubtWhereAllPairsAreRight() {
    Separation.Area area = new Separation(new double[] {1, 2, 3}, new double[] {4, 5}).auroc();

    assertThat(area.value()).isEqualTo(1);
    assertThat(area.lower()).isLessThan(1);
  }

  private static double[] draws(long key, double mean, int count) {
    double[] values = new double[count];
    new NoiseStream(5).normals(key, Purpose.SOLVER, (int) mean, 0, 0, values);
    for (int i = 0; i < count; i++) {
      values[i] += mean;
    }
    return values;
  }
}
