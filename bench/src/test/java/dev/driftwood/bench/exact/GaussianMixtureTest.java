package dev.driftwood.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianMixtureTest {
  @Test
  void hasTheDensityOfACorrelatedNormalLaw() {
    // Eigenvalues 3 + 0.5 along (0.6, 0.8) and 0.5 across.
    OrthonormalBasis basis = new OrthonormalBasis(new double[][] {{0.6, 0.8}});
    GaussianMixture law =
        alone(Component.of(1, new double[] {1, -1}, basis, new double[] {3}, 0.5));

    // (y − m) is 2 along and 1 across: −½ (4/3.5 + 1/0.5) − ln 2π − ½ ln(3.5 · 0.5).
    double expected = -0.5 * (4 / 3.5 + 2) - Math.log(2 * Math.PI) - 0.5 * Math.log(1.75);
    double[] y = {1 + 2 * 0.6 - 0.8, -1 + 2 * 0.8 + 0.6};
    assertThat(law.at(y).logDensity()).isCloseTo(expected, within(1e-14));
  }

  @Test
  void needsNoFloorWhereDirectionsSpanTheSpace() {
    OrthonormalBasis basis = new OrthonormalBasis(new double[][] {{0.6, 0.8}, {0.8, -0.6}});
    double[] mean = {0, 0};
    GaussianMixture full = alone(Component.of(1, mean, basis, new double[] {3.5, 0.5}, 0));
    GaussianMixture low =
        alone(
            Component.of(
                1, mean, new OrthonormalBasis(new double[][] {{0.6, 0.8}}), new double[] {3}, 0.5));

    double[] y = {0.3, 2};
    assertThat(full.at(y).logDensity()).isCloseTo(low.at(y).logDensity(), within(1e-14));
    assertThatThrownBy(() -> Component.of(1, mean, OrthonormalBasis.NONE, new double[0], 0))
        .hasMessageContaining("floor: 0.0 (expected: > 0");
  }

  @Test
  void refusesWeightsThatDoNotSumToOne() {
    assertThatThrownBy(() -> alone(Component.round(0.5, new double[] {0}, 1)))
        .hasMessage("weights: sum 0.5 (expected: 1)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void integratesToOne(double sigma) {
    GaussianMixture law = Targets.byName("mixture-2d").noised(1, sigma);
    // The narrowest deviation is four steps, where sums over a grid are exact to twelve digits; the
    // edge is more than five deviations away.
    double step = 0.0125;
    double sum = 0;
    for (double x = -3.2; x < 3.2; x += step) {
      for (double y = -3.2; y < 3.2; y += step) {
        sum += Math.exp(law.at(new double[] {x, y}).logDensity()) * step * step;
      }
    }

    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixture-2d", "mixture-64d", "images-784d"})
  void drawsWithTheMomentsOfItsComponents(String name) {
    GaussianMixture law = Targets.byName(name);
    int count = 4000;
    // All dimensions have a say, with both signs.
    double[] v = IntStream.range(0, law.dimension()).mapToDouble(i -> Math.cos(3.0 * i)).toArray();

    double[] products =
        IntStream.range(0, count).mapToDouble(row -> Vectors.dot(v, law.draw(7, row))).toArray();

    double mean = mean(law, v);
    double variance = meanSquare(law, v) - mean * mean;
    double[] squares = IntStream.range(0, count).mapToDouble(i -> sq(products[i] - mean)).toArray();
    double drawn = IntStream.range(0, count).mapToDouble(i -> products[i]).average().orElseThrow();
    double spread = IntStream.range(0, count).mapToDouble(i -> squares[i]).average().orElseThrow();
    // Four standard errors; that of a variance is at most √(2/n) of it for laws with short tails.
    assertThat(drawn).isCloseTo(mean, within(4 * Math.sqrt(variance / count)));
    assertThat(spread).isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / count)));
  }

  private static double mean(GaussianMixture law, double[] v) {
    return law.components().stream().mapToDouble(c -> c.weight() * Vectors.dot(v, c.mean())).sum();
  }

  /** E[(v·x)²], each covariance from its inverse's: vᵀ C v by draws of one unit each. */
  private static double meanSquare(GaussianMixture law, double[] v) {
    return law.components().stream()
        .mapToDouble(c -> c.weight() * (sq(Vectors.dot(v, c.mean())) + variance(c, v)))
        .sum();
  }

  private static double variance(Component component, double[] v) {
    Covariance covariance = component.covariance();
    double sum = 0;
    for (int j = 0; j < covariance.rank(); j++) {
      double[] column = new double[v.length];
      covariance.addDraw(column, unit(covariance.rank(), j), new double[v.length]);
      sum += sq(Vectors.dot(v, column));
    }
    double[] floor = new double[v.length];
    covariance.addDraw(floor, new double[covariance.rank()], unit(v.length, 0));
    return sum + floor[0] * floor[0] * Vectors.dot(v, v);
  }

  private static double[] unit(int length, int place) {
    double[] unit = new double[length];
    unit[place] = 1;
    return unit;
  }

  @Test
  void drawsFromItsOwnDensity() {
    // By Jensen's inequality the mean log-density of draws is below it for any other law; minus the
    // entropy is known for one component, and draws that miss the covariance miss it.
    Component component = Targets.byName("mixture-64d").components().get(4);
    GaussianMixture law = alone(new Component(1, component.mean(), component.covariance()));
    int count = 2000;
    double drawn =
        IntStream.range(0, count)
            .mapToDouble(row -> law.at(law.draw(1, row)).logDensity())
            .average()
            .orElseThrow();

    double logDeterminant = component.covariance().logDeterminant();
    double expected = -0.5 * (64 * (1 + Math.log(2 * Math.PI)) + logDeterminant);
    // ½ χ² of 64 degrees has a deviation of √32; four standard errors.
    assertThat(drawn).isCloseTo(expected, within(4 * Math.sqrt(32.0 / count)));
  }

  @Test
  void drawsTheSameForTheSameSeedAndRow() {
    GaussianMixture law = Targets.byName("mixture-2d");

    assertThat(law.draw(1, 5)).isEqualTo(law.draw(1, 5)).isNotEqualTo(law.draw(1, 6));
    assertThat(law.draw(2, 5)).isNotEqualTo(law.draw(1, 5));
  }

  private static GaussianMixture alone(Component component) {
    return new GaussianMixture(List.of(component));
  }

  private static double sq(double value) {
    return value * value;
  }
}
