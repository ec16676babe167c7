package dev.driftwood.runtime.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoiseStreamTest {
  private static final int MANY = 1 << 17;

  /**
   * A row of ten normal numbers, equal on every JDK. An independent Python transcription of the
   * counter layout with mpmath's erfinv gives the same numbers within two ulps.
   */
  @Test
  void drawsTheGoldenRow() {
    double[] row = new double[10];
    new NoiseStream(0x0123456789ABCDEFL).normals(42, Purpose.SOLVER, 3, 5, 17, row);
    assertThat(Arrays.stream(row).mapToObj(Double::toHexString))
        .containsExactly(
            "-0x1.989ae5f66d789p-2",
            "-0x1.3164fcd212ebep-1",
            "0x1.8607e86d3122fp-1",
            "-0x1.64f10be2fdb3fp0",
            "-0x1.7f2c9281b5514p-3",
            "0x1.63ae4511aa19fp-1",
            "-0x1.ab541bd2a392bp-2",
            "-0x1.e84c280943724p-1",
            "-0x1.27a7450893e05p-2",
            "-0x1.a615951067f9dp-1");
  }

  @Test
  void carriesLargeIndicesIntoFurtherRowKeys() {
    NoiseStream noise = new NoiseStream(7);
    double[] carried = new double[3];
    noise.normals(-5, Purpose.PROBE, 300, 0, 5000, carried);
    long key = -5 + (1 + (1L << 42)) * 0x9E3779B97F4A7C15L;
    double[] direct = new double[3];
    noise.normals(key, Purpose.PROBE, 300 - 256, 0, 5000 - 4096, direct);
    assertThat(carried).containsExactly(direct);
  }

  @Test
  void givesEveryAddressItsOwnNumbers() {
    NoiseStream noise = new NoiseStream(1);
    Set<Double> seen = new HashSet<>();
    double[] one = new double[1];
    int[] indices = {0, 1, 255, 256, 257, 4095, 4096, 8192};
    for (Purpose purpose : Purpose.values()) {
      for (int draw : indices) {
        for (int probe : indices) {
          for (int step : indices) {
            noise.uniforms(0, purpose, draw, probe, step, one);
            seen.add(one[0]);
          }
        }
      }
    }
    int addresses = Purpose.values().length * indices.length * indices.length * indices.length;
    // 5,120 draws from 2³² values meet by chance with probability 0.3 %; this seed has no meeting.
    assertThat(seen).hasSize(addresses);
  }

  @Test
  void doesNotDependOnTheLengthAskedFor() {
    double[] longRow = new double[9];
    double[] shortRow = new double[6];
    new NoiseStream(3).normals(1, Purpose.PRIOR, 0, 0, 0, longRow);
    new NoiseStream(3).normals(1, Purpose.PRIOR, 0, 0, 0, shortRow);
    assertThat(shortRow).containsExactly(Arrays.copyOf(longRow, 6));
  }

  @Test
  void normalsHaveTheMomentsOfTheNormalLaw() {
    double[] x = new double[MANY];
    new NoiseStream(11).normals(5, Purpose.PRIOR, 0, 0, 0, x);
    // Five standard errors each: variances of x, x², x³ and x⁴ are 1, 2, 15 and 96.
    double unit = 5.0 / Math.sqrt(MANY);
    assertThat(moment(x, 1)).isCloseTo(0.0, within(unit));
    assertThat(moment(x, 2)).isCloseTo(1.0, within(unit * Math.sqrt(2.0)));
    assertThat(moment(x, 3)).isCloseTo(0.0, within(unit * Math.sqrt(15.0)));
    assertThat(moment(x, 4)).isCloseTo(3.0, within(unit * Math.sqrt(96.0)));
  }

  @Test
  void uniformsPassKolmogorovSmirnov() {
    double[] u = new double[MANY];
    new NoiseStream(11).uniforms(5, Purpose.TIME, 0, 0, 0, u);
    Arrays.sort(u);
    double distance = 0.0;
    for (int i = 0; i < MANY; i++) {
      distance = Math.max(distance, Math.max(u[i] - (double) i / MANY, (i + 1.0) / MANY - u[i]));
    }
    // P(√n D > 2.75) = 2 exp(−2 · 2.75²) = 5e-7 for uniform numbers.
    assertThat(distance * Math.sqrt(MANY)).isLessThan(2.75);
  }

  @Test
  void signsAreFair() {
    double[] signs = new double[MANY];
    new NoiseStream(11).rademacher(5, Purpose.PROBE, 0, 0, 0, signs);
    assertThat(Arrays.stream(signs).map(Math::abs).distinct().toArray()).containsExactly(1.0);
    // Five standard errors.
    assertThat(moment(signs, 1)).isCloseTo(0.0, within(5.0 / Math.sqrt(MANY)));
  }

  @Test
  void rejectsNegativeIndices() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NoiseStream(0).normals(0, Purpose.PRIOR, 0, -1, 0, new double[1]))
        .withMessage("probe: -1 (expected: >= 0)");
  }

  private static double moment(double[] x, int power) {
    return Arrays.stream(x).map(value -> Math.pow(value, power)).average().orElseThrow();
  }
}
