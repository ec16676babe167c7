package dev.driftwood.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.bench.exact.GaussianMixture;
import dev.driftwood.bench.exact.Targets;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
  private static final int DIMENSION = 5;
  private static final SlicedWasserstein SLICED = SlicedWasserstein.of(DIMENSION, 256, 1);

  @Test
  void isZeroForTheSamePointsInAnyOrder() {
    List<double[]> points = normals(300, 1);
    List<double[]> turned = new ArrayList<>(points);
    Collections.reverse(turned);

    assertThat(SLICED.distance(points, turned)).isZero();
  }

  @Test
  void isTheLengthOfAShiftInEachDirection() {
    List<double[]> points = normals(300, 1);
    double[] shift = {2, 0, -1, 0.5, 0};
    List<double[]> shifted =
        points.stream()
            .map(x -> IntStream.range(0, DIMENSION).mapToDouble(i -> x[i] + shift[i]).toArray())
            .toList();

    double squares =
        SLICED.directions().stream().mapToDouble(theta -> squaredProduct(theta, shift)).sum();
    double exact = Math.sqrt(squares / 256);
    assertThat(SLICED.distance(points, shifted)).isCloseTo(exact, within(1e-12));
    // (θ·δ)² has the mean ‖δ‖²/D and a deviation of at most √2 of that: over 256 directions 9 %,
    // half of it after the root, three times.
    assertThat(exact).isCloseTo(Math.sqrt(5.25 / DIMENSION), within(0.14 * exact));
  }

  @Test
  void isWhatIsAddedToTheScale() {
    List<double[]> points = normals(4000, 1);

    // Products keep their order: (1.5 − 1) times the root mean square of a product, which is 1.
    // Four standard errors of a root mean square of 4000 normal numbers are 0.045.
    assertThat(SLICED.distance(points, mapped(points, value -> 1.5 * value)))
        .isCloseTo(0.5, within(0.5 * 0.045));
  }

  @Test
  void hasTheUnitsOfThePoints() {
    List<double[]> points = normals(200, 1);
    List<double[]> others = normals(200, 2);

    assertThat(
            SLICED.distance(mapped(points, value -> 3 * value), mapped(others, value -> 3 * value)))
        .isCloseTo(3 * SLICED.distance(points, others), within(1e-12));
  }

  @Test
  void fallsWithTheNumberOfExactDraws() {
    GaussianMixture law = Targets.byName("mixture-2d");
    SlicedWasserstein sliced = SlicedWasserstein.of(2, 64, 1);

    double few = meanFloor(law, sliced, 500);
    double many = meanFloor(law, sliced, 8000);

    // 16 times as many points: 4 times nearer on average. One distance between exact draws varies
    // by
    // half of its mean (what it is made of is mostly how many points each mode has), a mean of six
    // by
    // a fifth, and their ratio by 30 %.
    assertThat(few).isBetween(0.06, 0.2);
    assertThat(few / many).isBetween(2.0, 8.0);
  }

  private static double meanFloor(GaussianMixture law, SlicedWasserstein sliced, int count) {
    return IntStream.range(0, 6)
        .mapToDouble(i -> sliced.distance(draws(law, count, 2 * i), draws(law, count, 2 * i + 1)))
        .average()
        .orElseThrow();
  }

  @Test
  void projectsOnDirectionsOfLengthOneFixedByTheSeed() {
    assertThat(SLICED.directions()).hasSize(256);
    for (double[] theta : SLICED.directions()) {
      assertThat(squaredProduct(theta, theta)).isCloseTo(1, within(1e-14));
    }
    assertThat(SlicedWasserstein.of(DIMENSION, 2, 1).directions().get(1))
        .isEqualTo(SLICED.directions().get(1));
    assertThat(SlicedWasserstein.of(DIMENSION, 2, 2).directions().get(1))
        .isNotEqualTo(SLICED.directions().get(1));
  }

  @Test
  void refusesWhatItCannotCompare() {
    List<double[]> points = normals(3, 1);

    assertThatThrownBy(() -> SLICED.distance(points, normals(4, 1)))
        .hasMessageContaining("points: 4 on 256 directions (expected: 3");
    assertThatThrownBy(() -> SLICED.project(List.of(new double[2])))
        .hasMessage("point: 2 numbers (expected: 5)");
    assertThatThrownBy(() -> SLICED.project(List.of())).hasMessageContaining("points: none");
  }

  private static List<double[]> normals(int count, long seed) {
    NoiseStream noise = new NoiseStream(seed);
    List<double[]> points = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double[] x = new double[DIMENSION];
      noise.normals(row, Purpose.PRIOR, 0, 0, 0, x);
      points.add(x);
    }
    return points;
  }

  private static List<double[]> draws(GaussianMixture law, int count, long seed) {
    return IntStream.range(0, count).mapToObj(row -> law.draw(seed, row)).toList();
  }

  private static List<double[]> mapped(List<double[]> points, DoubleUnaryOperator change) {
    return points.stream().map(x -> Arrays.stream(x).map(change).toArray()).toList();
  }

  private static double squaredProduct(double[] a, double[] b) {
    double product = IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    return product * product;
  }
}
