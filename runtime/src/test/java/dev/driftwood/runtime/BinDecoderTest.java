package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinDecoderTest {
  static Stream<DataTransform> transforms() {
    return Stream.of(
        new DataTransform.Unit(),
        new DataTransform.Centered(),
        new DataTransform.Standardized(List.of(0.3), List.of(0.2)),
        new DataTransform.Logit(0.05));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void probabilitiesOfAllLevelsAddUpToOne(DataTransform transform) {
    BinDecoder decoder = new BinDecoder(new DataSpec.Images(16, transform));
    for (double mean : new double[] {-1.0, 0.3, 2.0}) {
      double sum = 0;
      for (int level = 0; level < 16; level++) {
        double[] x = transform.forward(new double[] {(level + 0.5) / 16});
        sum += Math.exp(decoder.logProbability(x, new double[] {mean}, 0.4));
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  /** From tables of the normal law to twelve digits or more. */
  @Test
  void massesMatchTables() {
    // \u03a6(1) − \u03a6(−1), \u03a6(−3) − \u03a6(−4), \u03a6(−10) and \u03a6(−30).
    assertThat(Math.exp(BinDecoder.logMass(-1, 1))).isCloseTo(0.682689492137086, within(1e-14));
    assertThat(Math.exp(BinDecoder.logMass(-4, -3)))
        .isCloseTo(1.349898031630095e-3 - 3.167124183311992e-5, within(1e-16));
    assertThat(BinDecoder.logMass(Double.NEGATIVE_INFINITY, -10))
        .isCloseTo(Math.log(7.619853024160527e-24), within(1e-11));
    assertThat(BinDecoder.logMass(Double.NEGATIVE_INFINITY, -30))
        .isCloseTo(Math.log(4.906713927148187e-198), within(1e-10));
  }

  @Test
  void massesAreTheSameOnBothSides() {
    for (double a : new double[] {-0.5, 0, 3, 19.9, 25, 500}) {
      assertThat(BinDecoder.logMass(a, a + 0.01))
          .isFinite()
          .isEqualTo(BinDecoder.logMass(-a - 0.01, -a));
    }
  }
}
