package dev.driftwood.runtime.sde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TimeDensityTest {
  /** Values recomputed from a numerical cumulative distribution, nine digits. */
  @ParameterizedTest
  @CsvSource({
    "0.01, 0.000185739652",
    "0.05, 0.000928698259",
    "0.1, 0.00228226301",
    "0.25, 0.0196948566",
    "0.5, 0.251576525",
    "0.75, 0.703361986",
    "0.9, 0.893043219",
    "0.99, 0.989820966",
    "1, 1"
  })
  void invertsTheVariancePreservingTable(double u, double t) {
    TimeDensity density = VariancePreserving.standard().importanceDensity();
    // One unit in the ninth printed digit.
    assertThat(density.timeAt(u)).isCloseTo(t, within(1e-8 * t));
  }

  @Test
  void hasTheNormaliserOfTheVariancePreservingTable() {
    TimeDensity density = VariancePreserving.standard().importanceDensity();
    // All twelve printed decimals.
    assertThat(density.normaliser()).isCloseTo(20.255942309731, within(1e-12));
    assertThat(density.cumulative(1e-3)).isCloseTo(0.053839, within(5e-7));
  }

  @Test
  void hasTheCheckValuesOfSubVariancePreserving() {
    Sde sde = SubVariancePreserving.standard();
    TimeDensity density = sde.importanceDensity();
    // One half of the last printed digit each.
    assertThat(sde.rate(1e-3)).isCloseTo(2180.9914, within(5e-5));
    assertThat(density.normaliser()).isCloseTo(30.461875, within(5e-7));
    assertThat(density.cumulative(1e-3)).isCloseTo(0.07160, within(5e-6));
  }

  /** Values recomputed from a numerical cumulative distribution, nine digits. */
  @ParameterizedTest
  @CsvSource({
    "0.01, 0.000233230512",
    "0.05, 0.00117986616",
    "0.1, 0.00356179451",
    "0.25, 0.0456830756",
    "0.5, 0.677119171",
    "0.75, 0.983882667",
    "0.9, 0.997470745",
    "0.95, 0.998765219",
    "0.99, 0.999753044",
    "1, 1"
  })
  void invertsTheTableOfTheCosine(double u, double t) {
    TimeDensity density = CosineVariancePreserving.standard().importanceDensity();
    // One unit in the ninth printed digit.
    assertThat(density.timeAt(u)).isCloseTo(t, within(1e-8 * t));
    // All twelve printed decimals, and ten.
    assertThat(density.normaliser()).isCloseTo(24.695675111337, within(1e-12));
    assertThat(density.cumulative(1e-3)).isCloseTo(0.0428760367, within(1e-10));
  }

  /** Simpson's rule between times at which the density has a kink or another scale. */
  @Test
  void densityOfTheCosineIntegratesToItsCumulative() {
    CosineVariancePreserving sde = CosineVariancePreserving.standard();
    TimeDensity density = sde.importanceDensity();
    double from = sde.boundedFrom();
    double[] times = {0.0, 1e-3, 0.01, 0.1, 0.5, 0.9, 0.99, from, 1.0};
    double sum = 0.0;
    for (int i = 1; i < times.length; i++) {
      sum += simpson(density, times[i - 1], times[i]);
      // Fourth order: (h/t)⁴/180 with h = 0.009/2000 at t = 1e-3, some 1e-12.
      assertThat(density.cumulative(times[i])).isCloseTo(sum, within(1e-10));
    }
    assertThat(sum).isCloseTo(1.0, within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void timeIsTheInverseOfTheCumulative(TimeDensity density) {
    for (int i = 0; i <= 1000; i++) {
      double u = i / 1000.0;
      double t = density.timeAt(u);
      assertThat(t).isBetween(0.0, 1.0);
      // Conditioning: an error of 1e-16 in t is one of 1e-16 · q(t) <= 1e-12 in u.
      assertThat(density.cumulative(t)).isCloseTo(u, within(1e-11));
    }
  }

  @ParameterizedTest
  @MethodSource("densities")
  void densityIsTheSlopeOfTheCumulative(TimeDensity density) {
    for (double t : new double[] {0.06, 0.1, 0.3, 0.7, 0.99}) {
      double h = 1e-5;
      double slope = (density.cumulative(t + h) - density.cumulative(t - h)) / (2.0 * h);
      // Central difference, relative error (h/t)² = 3e-8 at the smallest t.
      assertThat(slope).isCloseTo(density.density(t), within(1e-6 * density.density(t)));
    }
  }

  @ParameterizedTest
  @MethodSource("densities")
  void vanishesOutsideItsSupport(TimeDensity density) {
    assertThat(density.density(-1e-9)).isZero();
    assertThat(density.density(1.0 + 1e-9)).isZero();
    assertThat(density.cumulative(density.timeAt(0.0))).isZero();
    assertThat(density.cumulative(1.0)).isCloseTo(1.0, within(1e-15));
  }

  @Test
  void isUniformForExplodingVariance() {
    TimeDensity density = VarianceExploding.standard().importanceDensity();
    for (double u : new double[] {0.0, 1e-4, 0.3, 1.0}) {
      assertThat(density.timeAt(u)).isCloseTo(u, within(1e-15));
      assertThat(density.density(u)).isCloseTo(1.0, within(1e-15));
    }
  }

  @Test
  void startsWhereItIsToldTo() {
    TimeDensity whole = VariancePreserving.standard().importanceDensity();
    TimeDensity later = whole.from(0.05);
    assertThat(later.timeAt(0.0)).isEqualTo(0.05);
    assertThat(later.density(0.04)).isZero();
    double share = 1.0 - whole.cumulative(0.05);
    assertThat(later.normaliser()).isCloseTo(whole.normaliser() * share, within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.from(1.0))
        .withMessage("start: 1.0 (expected: in [0, 1))");
  }

  static Stream<Arguments> densities() {
    TimeDensity vp = VariancePreserving.standard().importanceDensity();
    return Stream.of(
            vp,
            vp.from(1e-5),
            VariancePreserving.standard().importanceDensity(1e-5),
            SubVariancePreserving.standard().importanceDensity(1e-5).from(1e-5),
            vp.from(0.05),
            SubVariancePreserving.standard().importanceDensity(),
            VarianceExploding.standard().importanceDensity(),
            CosineVariancePreserving.standard().importanceDensity(),
            CosineVariancePreserving.standard().importanceDensity(1e-5).from(1e-5),
            new CosineVariancePreserving(0.5).importanceDensity(),
            TimeDensity.uniform())
        .map(Arguments::of);
  }

  private static double simpson(TimeDensity density, double from, double to) {
    int intervals = 2000;
    double h = (to - from) / intervals;
    double sum = 0.0;
    for (int i = 0; i < intervals; i++) {
      double t = from + i * h;
      sum += density.density(t) + 4.0 * density.density(t + 0.5 * h) + density.density(t + h);
    }
    return sum * h / 6.0;
  }
}
