package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GridSpecTest {
  private static final Sde VP = VariancePreserving.standard();

  /** The published grid of 18 levels, rho 7, sigma from 80 to 0.002 (Karras et al., equation 5). */
  private static final double[] KARRAS = {
    80,
    57.5859847,
    40.7855738,
    28.3745846,
    19.3524530,
    12.9100824,
    8.40093531,
    5.31519452,
    3.25682152,
    1.92333984,
    1.08817064,
    0.585348123,
    0.296442284,
    0.139516469,
    0.0599473112,
    0.0229345184,
    0.00752801996,
    0.002
  };

  @Test
  void karrasGridHasThePublishedLevels() {
    Sde sde = new VarianceExploding(0.002, 80);
    TimeGrid grid = new GridSpec.Karras(7).grid(sde, 0.0, KARRAS.length - 1);
    for (int i = 0; i < KARRAS.length; i++) {
      // Nine digits are published.
      assertThat(sde.sigma(grid.at(i)) / KARRAS[i]).isCloseTo(1.0, within(5e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void logSnrGridHasEqualStepsOfTheLogarithm(Sde sde) {
    TimeGrid grid = GridSpec.parse("log-snr").grid(sde, 1e-3, 12);
    double step = (sde.logSnr(1e-3) - sde.logSnr(1.0)) / 12;
    for (int i = 0; i < 12; i++) {
      double actual = sde.logSnr(grid.at(i + 1)) - sde.logSnr(grid.at(i));
      // Times near 1 round to 1e-16, by which the ratio moves 1e-13 where its slope is 1000.
      assertThat(actual).isCloseTo(step, within(1e-11));
    }
  }

  @ParameterizedTest
  @MethodSource("sdes")
  void everySpacingMeetsBothEndsExactly(Sde sde) {
    for (String name : new String[] {"uniform", "quadratic", "log-snr", "karras", "karras:3"}) {
      GridSpec spec = GridSpec.parse(name);
      TimeGrid grid = spec.grid(sde, 1e-3, 9);
      assertThat(grid.first()).isEqualTo(1.0);
      assertThat(grid.last()).isEqualTo(1e-3);
      assertThat(grid.steps()).isEqualTo(9);
      assertThat(GridSpec.parse(spec.text())).isEqualTo(spec);
    }
  }

  @Test
  void quadraticGridHasEqualStepsOfTheRoot() {
    TimeGrid grid = GridSpec.parse("quadratic").grid(VP, 0.01, 9);
    // (0.1 + 0.9 · 6/9)² = 0.49 at the third step.
    assertThat(grid.at(3)).isCloseTo(0.49, within(1e-15));
  }

  @Test
  void readsTimesOneByOne() {
    GridSpec spec = GridSpec.parse("1, 0.5,0.1,0.001");
    TimeGrid grid = spec.grid(VP, 1e-5, 3);
    assertThat(grid.at(1)).isEqualTo(0.5);
    assertThat(grid.last()).isEqualTo(0.001);
    assertThat(GridSpec.parse(spec.text())).isEqualTo(spec);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.grid(VP, 1e-5, 4))
        .withMessage("steps: 4 (expected: 3, those of the grid)");
  }

  @Test
  void refusesWhatIsNoGrid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridSpec.parse("1,0.5,0.6"))
        .withMessage("grid: times[2]: 0.6 (expected: in [0, 1], strictly monotone)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridSpec.parse("0.9,0.5"))
        .withMessageContaining("fall from 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridSpec.parse("uniforn"))
        .withMessageContaining("uniform");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridSpec.parse("karras:x"))
        .withMessageContaining("expected: a number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridSpec.parse("karras:0.5"))
        .withMessageContaining("from 1 to 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridSpec.parse("log-snr").grid(VP, 0.0, 5))
        .withMessageContaining("grid: log-snr (expected: uniform");
  }

  static Stream<Sde> sdes() {
    return Stream.of(
        VP,
        SubVariancePreserving.standard(),
        VarianceExploding.standard(),
        CosineVariancePreserving.standard());
  }
}
