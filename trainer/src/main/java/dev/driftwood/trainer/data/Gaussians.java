package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;

/** Eight equal normal distributions of standard deviation 0.4, evenly on a circle of radius 5. */
final class Gaussians implements PlaneDensity {
  private static final int COUNT = 8;
  private static final double RADIUS = 5;
  private static final double SPREAD = 0.4;

  private final NoiseStream noise;

  /** The mixture whose points come from {@code seed}. */
  public Gaussians(long seed) {
    noise = new NoiseStream(seed);
  }

  @Override
  public double logDensity(double x, double y) {
    double variance = SPREAD * SPREAD;
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < COUNT; k++) {
      nearest = Math.min(nearest, squaredDistance(k, x, y));
    }
    double sum = 0;
    for (int k = 0; k < COUNT; k++) {
      sum += Math.exp((nearest - squaredDistance(k, x, y)) / (2 * variance));
    }
    return Math.log(sum / COUNT) - nearest / (2 * variance) - Math.log(2 * Math.PI * variance);
  }

  /** The point of a row key, as an item {@code [2]}. */
  Image draw(String id, long rowKey) {
    double[] u = new double[1];
    double[] z = new double[2];
    noise.uniforms(rowKey, Purpose.DATA_SYNTHESIS, 0, 0, 0, u);
    noise.normals(rowKey, Purpose.DATA_SYNTHESIS, 0, 0, 1, z);
    int component = (int) (COUNT * u[0]);
    return Image.ofFloats(
        id,
        ItemShape.point(2),
        new float[] {
          (float) (centreX(component) + SPREAD * z[0]), (float) (centreY(component) + SPREAD * z[1])
        });
  }

  private static double squaredDistance(int k, double x, double y) {
    double dx = centreX(k) - x;
    double dy = centreY(k) - y;
    return dx * dx + dy * dy;
  }

  private static double centreX(int k) {
    return RADIUS * StrictMath.cos(2 * Math.PI * k / COUNT);
  }

  private static double centreY(int k) {
    return RADIUS * StrictMath.sin(2 * Math.PI * k / COUNT);
  }
}
