package dev.driftwood.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {
  @Test
  void reachToTheThirdNearest() {
    Neighbourhoods balls = Neighbourhoods.of(line(0, 1, 2, 3, 4));

    // The ball of 0 reaches to 3, that of 4 to 1, that of 2 by 2: all of [−3, 7].
    assertThat(balls.share(line(-3.01, -2.99, 6.99, 7.01))).isEqualTo(0.5);
  }

  @Test
  void tellAMissingModeFromAStrayOne() {
    SplittableRandom random = new SplittableRandom(1);
    List<double[]> both =
        IntStream.range(0, 200)
            .mapToObj(i -> new double[] {random.nextGaussian() + (i % 2 == 0 ? 0 : 100)})
            .toList();
    List<double[]> one =
        IntStream.range(0, 200).mapToObj(i -> new double[] {random.nextGaussian()}).toList();

    double precision = Neighbourhoods.of(both).share(one);
    double recall = Neighbourhoods.of(one).share(both);

    // All but the outermost are covered; half of the real ones have no drawn ones near.
    assertThat(precision).isGreaterThan(0.97);
    assertThat(recall).isBetween(0.47, 0.5);
  }

  private static List<double[]> line(double... places) {
    return java.util.Arrays.stream(places).mapToObj(x -> new double[] {x}).toList();
  }
}
