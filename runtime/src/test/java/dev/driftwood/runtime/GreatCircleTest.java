package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GreatCircleTest {
  private static final float[] A = {3, 0, 4};
  private static final float[] B = {-3, 4, 0};

  @Test
  void keepsTheLengthAndTurnsAtConstantSpeed() {
    GreatCircle path = GreatCircle.between(A, B);

    double whole = Math.acos(-9 / 25.0);
    for (int i = 0; i <= 4; i++) {
      float[] point = path.at(i / 4.0);
      // Rounded to float32, of numbers up to 5.
      assertThat(dot(point, point)).isCloseTo(25, within(1e-5));
      assertThat(Math.acos(Math.min(1, dot(A, point) / 25)))
          .isCloseTo(i / 4.0 * whole, within(1e-3));
    }
  }

  @Test
  void meetsItsEndsExactly() {
    GreatCircle path = GreatCircle.between(new float[] {0.1F, 0.7F}, new float[] {-1.3F, 2.9F});

    assertThat(path.at(0)).containsExactly(0.1F, 0.7F);
    assertThat(path.at(1)).containsExactly(-1.3F, 2.9F);
  }

  @Test
  void isStraightWhereThereIsNoCircle() {
    assertThat(GreatCircle.between(new float[] {2, 4}, new float[] {4, 8}).at(0.5))
        .containsExactly(3, 6);
    assertThat(GreatCircle.between(new float[] {2, 4}, new float[] {-2, -4}).at(0.25))
        .containsExactly(1, 2);
    assertThat(GreatCircle.between(new float[] {2, 4}, new float[] {0, 0}).at(0.25))
        .containsExactly(1.5F, 3);
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      sum += (double) x[d] * y[d];
    }
    return sum;
  }
}
