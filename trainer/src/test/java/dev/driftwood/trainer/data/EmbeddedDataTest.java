package dev.driftwood.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.Image;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedDataTest {
  private static Dataset load(String name) {
    return new Datasets(DatasetFetcher.none()).load(name, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"swissroll", "gaussians", "glyphs"})
  void itemsAreAFunctionOfTheirIndex(String name) {
    Dataset first = load(name);
    Dataset second = load(name);
    assertThat(second.training().image(777).rowKey())
        .isEqualTo(first.training().image(777).rowKey());
    assertThat(first.training().image(0).shape()).isEqualTo(first.shape());
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      keys.add(first.training().image(i).rowKey());
      keys.add(first.heldOut().image(i).rowKey());
    }
    assertThat(keys).hasSize(1000);
  }

  @ParameterizedTest
  @CsvSource({"swissroll, 2.4, 0.04", "gaussians, 8, 0.2"})
  void densityIntegratesToOne(String name, double reach, double step) {
    PlaneDensity density = load(name).density().orElseThrow();
    double mass = 0;
    for (double x = -reach; x <= reach; x += step) {
      for (double y = -reach; y <= reach; y += step) {
        mass += Math.exp(density.logDensity(x, y)) * step * step;
      }
    }
    // The rectangle rule on a Gaussian of std s at spacing h errs by 2 exp(−2π² s² / h²): below
    // 1e-13 here; what lies outside the square is more than seven standard deviations away.
    assertThat(mass).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"swissroll", "gaussians"})
  void pointsHaveTheMomentsOfTheDensity(String name) {
    Dataset data = load(name);
    int n = 20_000;
    double[] sums = new double[3];
    for (int i = 0; i < n; i++) {
      double x = data.training().image(i).value(0);
      double y = data.training().image(i).value(1);
      sums[0] += x / n;
      sums[1] += y / n;
      sums[2] += (x * x + y * y) / n;
    }
    double[] expected = moments(data.density().orElseThrow(), name.equals("swissroll"));
    // Five standard errors: spreads of at most 3.6 (means), 8 (squares of the roll: at most 4.2).
    assertThat(sums[0]).isCloseTo(expected[0], within(5 * 3.6 / Math.sqrt(n)));
    assertThat(sums[1]).isCloseTo(expected[1], within(5 * 3.6 / Math.sqrt(n)));
    assertThat(sums[2]).isCloseTo(expected[2], within(5 * 8 / Math.sqrt(n)));
  }

  @Test
  void swissrollDensityMatchesABruteForceSum() {
    Swissroll roll = new Swissroll(0);
    for (double[] at : new double[][] {{0.7, 0.1}, {-0.673, 0}, {0, 0}, {2.5, -2}}) {
      int n = 1_000_000;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double phi = 1.5 * Math.PI * (1 + 2 * (i + 0.5) / n);
        double dx = at[0] - phi * Math.cos(phi) / 7;
        double dy = at[1] - phi * Math.sin(phi) / 7;
        sum += Math.exp(-(dx * dx + dy * dy) / (2 * 0.0025)) / (2 * Math.PI * 0.0025) / n;
      }
      // The midpoint rule's error at this spacing is some 1e-9 of the density near it.
      assertThat(roll.logDensity(at[0], at[1])).isCloseTo(Math.log(sum), within(1e-7));
    }
    // Far away, where a plain sum underflows, the nearest end of the curve decides.
    assertThat(roll.logDensity(1000, 0)).isFinite().isLessThan(-1e8);
  }

  @Test
  void gaussiansDensityAtACentreIsItsOwnPeak() {
    // The neighbours are 3.83 away, 9.6 standard deviations: exp(−45.8) each.
    assertThat(new Gaussians(0).logDensity(5, 0))
        .isCloseTo(-Math.log(8 * 2 * Math.PI * 0.16), within(1e-15));
  }

  @Test
  void glyphsAreBalancedDigitsWithinTheFrame() {
    Dataset glyphs = load("glyphs");
    assertThat(glyphs.shape()).isEqualTo(ItemShape.image(1, 28, 28));
    assertThat(glyphs.labelNames()).hasSize(10);
    for (int i = 0; i < 1000; i++) {
      assertThat(glyphs.training().label(i)).hasValue(i % 10);
      Image image = glyphs.training().image(i);
      double ink = 0;
      for (double value : image.values()) {
        ink += value / 255;
      }
      // Thin to thick: strokes of 1.7 to 3.7 pixels and some 25 to 60 pixels of length.
      assertThat(ink).isBetween(20.0, 240.0);
      assertThat(borderInk(image)).as("glyph %d", i).isLessThan(0.1 * ink);
    }
  }

  @Test
  void glyphsKeepTheirBits() {
    // Regression: these bits must stay, on every JDK; the images were looked at.
    long hash = 0;
    Items glyphs = load("glyphs").training();
    for (int i = 0; i < 100; i++) {
      hash = 31 * hash + glyphs.image(i).rowKey();
    }
    assertThat(hash).isEqualTo(-7690589732557083754L);
  }

  private static double borderInk(Image image) {
    double ink = 0;
    for (int i = 0; i < 28; i++) {
      ink += image.value(i) + image.value(27 * 28 + i) + image.value(28 * i);
      ink += image.value(28 * i + 27);
    }
    return ink / 255;
  }

  /** Means of x, y and x² + y², by the rectangle rule. */
  private static double[] moments(PlaneDensity density, boolean roll) {
    double reach = roll ? 2.4 : 8;
    double step = roll ? 0.04 : 0.2;
    double[] sums = new double[3];
    for (double x = -reach; x <= reach; x += step) {
      for (double y = -reach; y <= reach; y += step) {
        double mass = Math.exp(density.logDensity(x, y)) * step * step;
        sums[0] += mass * x;
        sums[1] += mass * y;
        sums[2] += mass * (x * x + y * y);
      }
    }
    return sums;
  }
}
