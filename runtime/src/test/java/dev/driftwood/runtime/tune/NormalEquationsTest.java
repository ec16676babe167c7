package dev.driftwood.runtime.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalEquationsTest {
  private static final double[] FIRST = {1, 2, 3, 4};
  private static final double[] SECOND = {100, -300, 200, 50};

  @Test
  void findsTheCoefficientsOfACombination() {
    NormalEquations equations = new NormalEquations(2);
    double[] target = new double[4];
    for (int d = 0; d < target.length; d++) {
      target[d] = 2 * FIRST[d] - 0.5 * SECOND[d];
    }
    equations.add(List.of(FIRST, SECOND), target);
    double[] solution = equations.solve(1e-10);
    // The ridge moves a coefficient by its own size over the part that is its own.
    assertThat(solution[0]).isCloseTo(2, within(1e-7));
    assertThat(solution[1]).isCloseTo(-0.5, within(1e-9));
  }

  @Test
  void sharesBetweenColumnsThatAreTheSame() {
    NormalEquations equations = new NormalEquations(3);
    equations.add(List.of(FIRST, FIRST, new double[4]), FIRST);
    double[] solution = equations.solve(1e-8);
    assertThat(solution[0] + solution[1]).isCloseTo(1, within(1e-7));
    assertThat(solution[0]).isCloseTo(solution[1], within(1e-6));
    assertThat(solution[2]).isZero();
  }
}
