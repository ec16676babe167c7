package dev.driftwood.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void isTheSumWrittenOutForTwoPairs() {
    List<double[]> first = List.of(new double[] {1}, new double[] {2});
    List<double[]> second = List.of(new double[] {0}, new double[] {3});

    // k(1,2) = 27, k(0,3) = 1, and across 1, 64, 1, 343.
    assertThat(KernelDistance.between(first, second))
        .isCloseTo(27 + 1 - 2 * (1 + 64 + 1 + 343) / 4.0, within(1e-12));
  }

  @Test
  void isZeroOnAverageForOneLawAndNotForTwo() {
    double same = 0;
    double other = 0;
    for (int repeat = 0; repeat < 40; repeat++) {
      List<double[]> first = gaussian(50, 0);
      same += KernelDistance.between(first, gaussian(50, 0)) / 40;
      other += KernelDistance.between(first, gaussian(50, 1)) / 40;
    }

    // (xy + 1)³ compares moments: 3 (Δm₁)² + 3 (Δm₂)² + (Δm₃)², which is 3 + 3 + 16 for a shift of
    // 1.
    // The means of 40 have standard errors of about 0.15 and 2.
    assertThat(same).isCloseTo(0, within(0.8));
    assertThat(other).isCloseTo(22, within(9.0));
  }

  private List<double[]> gaussian(int count, double mean) {
    return IntStream.range(0, count)
        .mapToObj(i -> new double[] {mean + random.nextGaussian()})
        .toList();
  }
}
