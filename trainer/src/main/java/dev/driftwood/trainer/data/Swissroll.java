package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The spiral: with u uniform and φ = 1.5π (1 + 2u), the point φ (cos φ, sin φ) / 7 plus isotropic
 * normal noise of standard deviation 0.05. Its density is the integral over u of that normal
 * density, by composite Gauss-Legendre quadrature.
 */
final class Swissroll implements PlaneDensity {
  private static final double NOISE = 0.05;
  private static final double SCALE = 7;

  /** Panels of at most three quarters of a standard deviation along the curve. */
  private static final int PANELS = 512;

  private static final int NODES = 5;

  private final NoiseStream noise;
  private final double[] x = new double[PANELS * NODES];
  private final double[] y = new double[PANELS * NODES];
  private final double[] weight = new double[PANELS * NODES];

  /** The spiral whose noise comes from {@code seed}. */
  public Swissroll(long seed) {
    noise = new NoiseStream(seed);
    GaussIntegratorFactory factory = new GaussIntegratorFactory();
    for (int panel = 0; panel < PANELS; panel++) {
      GaussIntegrator rule =
          factory.legendre(NODES, (double) panel / PANELS, (panel + 1.0) / PANELS);
      for (int node = 0; node < NODES; node++) {
        double[] centre = centre(rule.getPoint(node));
        x[panel * NODES + node] = centre[0];
        y[panel * NODES + node] = centre[1];
        weight[panel * NODES + node] = rule.getWeight(node);
      }
    }
  }

  @Override
  public double logDensity(double atX, double atY) {
    double variance = NOISE * NOISE;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      nearest = Math.min(nearest, squaredDistance(i, atX, atY));
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weight[i] * Math.exp((nearest - squaredDistance(i, atX, atY)) / (2 * variance));
    }
    return Math.log(sum) - nearest / (2 * variance) - Math.log(2 * Math.PI * variance);
  }

  /** The point of a row key, as an item {@code [2]}. */
  Image draw(String id, long rowKey) {
    double[] u = new double[1];
    double[] z = new double[2];
    noise.uniforms(rowKey, Purpose.DATA_SYNTHESIS, 0, 0, 0, u);
    noise.normals(rowKey, Purpose.DATA_SYNTHESIS, 0, 0, 1, z);
    double[] centre = centre(u[0]);
    return Image.ofFloats(
        id,
        ItemShape.point(2),
        new float[] {(float) (centre[0] + NOISE * z[0]), (float) (centre[1] + NOISE * z[1])});
  }

  private double squaredDistance(int i, double atX, double atY) {
    double dx = x[i] - atX;
    double dy = y[i] - atY;
    return dx * dx + dy * dy;
  }

  private static double[] centre(double u) {
    double phi = 1.5 * Math.PI * (1 + 2 * u);
    return new double[] {phi * StrictMath.cos(phi) / SCALE, phi * StrictMath.sin(phi) / SCALE};
  }
}
