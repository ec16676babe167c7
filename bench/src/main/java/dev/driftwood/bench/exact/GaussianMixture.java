package dev.driftwood.bench.exact;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.List;

/**
 * The law Σ w_k N(m_k, C_k) with C_k = U_k diag(e_k) U_kᵀ + v_k I.
 *
 * <p>What is noised stays of this kind: the law of α x + σ ε has the means α m_k and the
 * covariances α² C_k + σ² I, which share U_k. Log-density and score cost O(K D (1 + rank)) a point.
 */
public final class GaussianMixture {
  private static final double TOLERANCE = 1e-12;
  private static final int WHICH = 0;
  private static final int WITHIN = 1;
  private static final int AROUND = 2;

  private final List<Component> components;

  GaussianMixture(List<Component> components) {
    this.components = List.copyOf(components);
    double total = components.stream().mapToDouble(Component::weight).sum();
    if (!(Math.abs(total - 1) < TOLERANCE)) {
      throw new IllegalArgumentException("weights: sum " + total + " (expected: 1)");
    }
  }

  /** How many numbers a point has. */
  public int dimension() {
    return components.get(0).dimension();
  }

  List<Component> components() {
    return components;
  }

  /** The law of α x + σ ε, ε ~ N(0, I). */
  GaussianMixture noised(double alpha, double sigma) {
    return new GaussianMixture(components.stream().map(c -> c.noised(alpha, sigma)).toList());
  }

  /** What is known of a point. */
  Posterior at(double[] y) {
    if (y.length != dimension()) {
      throw new IllegalArgumentException(
          "y: %d numbers (expected: %d)".formatted(y.length, dimension()));
    }
    Residual[] residuals = new Residual[components.size()];
    for (int k = 0; k < residuals.length; k++) {
      residuals[k] = components.get(k).residual(y);
    }
    return Posterior.of(List.of(residuals));
  }

  /**
   * An exact draw.
   *
   * @param seed of all draws that belong together
   * @param row which of them; the draw depends on nothing else
   */
  public double[] draw(long seed, long row) {
    NoiseStream noise = new NoiseStream(seed);
    Component component = components.get(which(noise, row));
    double[] within = new double[component.covariance().rank()];
    double[] around = new double[dimension()];
    noise.normals(row, Purpose.DATA_SYNTHESIS, WITHIN, 0, 0, within);
    noise.normals(row, Purpose.DATA_SYNTHESIS, AROUND, 0, 0, around);
    double[] x = component.mean().clone();
    component.covariance().addDraw(x, within, around);
    return x;
  }

  private int which(NoiseStream noise, long row) {
    double[] uniform = new double[1];
    noise.uniforms(row, Purpose.DATA_SYNTHESIS, WHICH, 0, 0, uniform);
    double rest = uniform[0];
    int k = 0;
    while (k < components.size() - 1 && rest >= components.get(k).weight()) {
      rest -= components.get(k).weight();
      k++;
    }
    return k;
  }
}
