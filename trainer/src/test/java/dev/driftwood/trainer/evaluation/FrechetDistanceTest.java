package dev.driftwood.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void isTheClosedFormForGaussiansAlongTheAxes() {
    List<double[]> first = gaussian(40_000, new double[] {0, 1}, new double[] {1, 2});
    List<double[]> second = gaussian(40_000, new double[] {3, 1}, new double[] {2, 0.5});

    // With commuting covariances: ‖Δm‖² + Σ (s₁ − s₂)² = 9 + 1 + 2.25. The moments of 40,000 draws
    // are good to about 2/√40000 = 1 %, and a mean difference of 3 to 0.011: 0.1 is five of these.
    assertThat(FrechetDistance.between(first, second)).isCloseTo(12.25, within(0.1));
  }

  @Test
  void isZeroFromASetToItself() {
    List<double[]> set = gaussian(500, new double[] {0, 1, 2}, new double[] {1, 2, 0.1});

    // Rounding of traces of order 5.
    assertThat(FrechetDistance.between(set, set)).isCloseTo(0, within(1e-9));
  }

  @Test
  void holdsForFewerVectorsThanDimensions() {
    List<double[]> few = gaussian(3, new double[5], new double[] {1, 2, 3, 4, 5});
    List<double[]> shifted =
        few.stream().map(v -> new double[] {v[0] + 2, v[1], v[2], v[3], v[4]}).toList();

    // Roots of rounded zeros: √1e-16 of traces of order 50.
    assertThat(FrechetDistance.between(few, shifted)).isCloseTo(4, within(1e-6));
  }

  @Test
  void measuresAlongTheComponentsOfLargestVariance() {
    List<double[]> set = gaussian(2_000, new double[] {5, 5, 5}, new double[] {0.1, 3, 1});

    PrincipalComponents components = PrincipalComponents.of(set, 2);

    double[] along = components.project(new double[] {5, 8, 5});
    // The second axis is the first component, up to sign and a tilt of about 1/√2000.
    assertThat(Math.abs(along[0])).isCloseTo(3, within(0.3));
    assertThat(along).hasSize(2);
  }

  private List<double[]> gaussian(int count, double[] mean, double[] deviation) {
    List<double[]> vectors = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      double[] vector = new double[mean.length];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = mean[i] + deviation[i] * random.nextGaussian();
      }
      vectors.add(vector);
    }
    return vectors;
  }
}
