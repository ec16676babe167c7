package dev.driftwood.trainer.demo;

import dev.driftwood.trainer.report.Point;
import java.util.Arrays;
import java.util.List;

/**
 * How far two clouds of equally many points of the plane are apart: the Wasserstein-1 distance of
 * their projections, averaged over directions,
 *
 * <pre>
 *   mean over k of  (1/n) Σ |a_(i) − b_(i)|,   a, b the projections on angle π k / K, sorted
 * </pre>
 *
 * <p>in the units of the points. Source: N. Bonneel, J. Rabin, G. Peyré, H. Pfister, "Sliced and
 * Radon Wasserstein barycenters of measures", 2015, doi:10.1007/s10851-014-0506-3.
 */
final class SlicedWasserstein {
  /** In the plane equally spaced angles do better than random ones. */
  private static final int DIRECTIONS = 64;

  private SlicedWasserstein() {}

  static double distance(List<Point> some, List<Point> others) {
    if (some.size() != others.size() || some.isEmpty()) {
      throw new IllegalArgumentException(
          "points: %d and %d (expected: equally many, at least 1)"
              .formatted(some.size(), others.size()));
    }
    double sum = 0;
    for (int k = 0; k < DIRECTIONS; k++) {
      double angle = Math.PI * k / DIRECTIONS;
      sum += sorted(projected(some, angle), projected(others, angle));
    }
    return sum / DIRECTIONS;
  }

  private static double[] projected(List<Point> points, double angle) {
    double x = StrictMath.cos(angle);
    double y = StrictMath.sin(angle);
    double[] projections = points.stream().mapToDouble(p -> x * p.x() + y * p.y()).toArray();
    Arrays.sort(projections);
    return projections;
  }

  private static double sorted(double[] some, double[] others) {
    double sum = 0;
    for (int i = 0; i < some.length; i++) {
      sum += Math.abs(some[i] - others[i]);
    }
    return sum / some.length;
  }
}
