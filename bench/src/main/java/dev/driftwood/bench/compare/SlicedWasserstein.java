package dev.driftwood.bench.compare;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.Arrays;
import java.util.List;

/**
 * The sliced Wasserstein distance of order 2 between two sets of n points each,
 *
 * <pre>
 *   SW₂ = √( 1/P · Σ_p 1/n · Σ_i (a_p(i) − b_p(i))² )
 * </pre>
 *
 * <p>where a_p(1) ≤ … ≤ a_p(n) are the products of one set's points with the direction θ_p in
 * increasing order, and b_p those of the other: the mean over the directions of the squared
 * distance in one dimension, and then the root. It is in the units of the points, per dimension: a
 * shift by δ gives about ‖δ‖/√D. Two sets drawn from one law have a distance above 0, which falls
 * about as 1/√n and is the floor of what can be told.
 *
 * <p>The directions are evenly spread over the sphere and fixed by a seed, so that all comparisons
 * see the same ones. A set costs O(P n (D + log n)); what is compared more than once is best
 * projected once.
 *
 * <p>Source: N. Bonneel et al., "Sliced and Radon Wasserstein barycenters of measures", J. Math.
 * Imaging Vis. 51 (2015), section 3.
 */
public final class SlicedWasserstein {
  private final List<double[]> directions;

  private SlicedWasserstein(List<double[]> directions) {
    this.directions = directions;
  }

  /**
   * With random directions.
   *
   * @param dimension of the points
   * @param projections how many directions; 64 to 256 are usual
   * @param seed of the directions
   */
  public static SlicedWasserstein of(int dimension, int projections, long seed) {
    if (dimension < 1 || projections < 1) {
      throw new IllegalArgumentException(
          "dimension, projections: %d, %d (expected: at least 1 each)"
              .formatted(dimension, projections));
    }
    NoiseStream noise = new NoiseStream(seed);
    double[][] directions = new double[projections][];
    for (int p = 0; p < projections; p++) {
      directions[p] = direction(dimension, noise, p);
    }
    return new SlicedWasserstein(List.of(directions));
  }

  private static double[] direction(int dimension, NoiseStream noise, long row) {
    double[] direction = new double[dimension];
    noise.normals(row, Purpose.PROBE, 0, 0, 0, direction);
    double length = Math.sqrt(dot(direction, direction));
    return Arrays.stream(direction).map(value -> value / length).toArray();
  }

  /** The directions, each of length 1. */
  List<double[]> directions() {
    return directions;
  }

  /**
   * Points on all directions, for comparing them more than once.
   *
   * @param points at least one
   */
  public Projected project(List<double[]> points) {
    int dimension = directions.get(0).length;
    for (double[] point : points) {
      if (point.length != dimension) {
        throw new IllegalArgumentException(
            "point: %d numbers (expected: %d)".formatted(point.length, dimension));
      }
    }
    return new Projected(directions.stream().map(direction -> sorted(points, direction)).toList());
  }

  /** The distance between two sets of as many points. */
  public double distance(List<double[]> one, List<double[]> other) {
    return project(one).distance(project(other));
  }

  private static double[] sorted(List<double[]> points, double[] direction) {
    double[] products = new double[points.size()];
    for (int i = 0; i < products.length; i++) {
      products[i] = dot(points.get(i), direction);
    }
    Arrays.sort(products);
    return products;
  }

  private static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int whole = a.length & ~1;
    // Two sums, so that an addition need not wait for the one before it.
    for (int i = 0; i < whole; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    return even + odd + (whole < a.length ? a[whole] * b[whole] : 0);
  }
}
