package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import org.junit.jupiter.api.Test;

class PriorDrawTest {
  private static final NoiseStream NOISE = new NoiseStream(6);

  @Test
  void drawsUnderThePriorPurposeOfTheRowKey() {
    double[] xi = new double[5];
    NOISE.normals(9, Purpose.PRIOR, 0, 0, 0, xi);
    assertThat(new PriorDraw(VariancePreserving.standard(), NOISE).of(new RowId(9), 5))
        .containsExactly(xi);
  }

  @Test
  void hasTheDeviationOfThePrior() {
    double[] xi = new double[2];
    NOISE.normals(9, Purpose.PRIOR, 0, 0, 0, xi);
    assertThat(new PriorDraw(VarianceExploding.standard(), NOISE).of(new RowId(9), 2))
        .containsExactly(50.0 * xi[0], 50.0 * xi[1]);
  }
}
