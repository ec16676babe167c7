package dev.driftwood.bench.compare;

import java.util.List;

/**
 * A set of points on the directions of a {@link SlicedWasserstein}.
 *
 * @param products for each direction the points' products with it, in increasing order; nobody may
 *     change them
 */
public record Projected(List<double[]> products) {
  /** Checks that there is something to compare. */
  public Projected {
    products = List.copyOf(products);
    if (products.isEmpty() || products.get(0).length == 0) {
      throw new IllegalArgumentException("points: none (expected: at least 1)");
    }
  }

  /** How many points there are. */
  public int size() {
    return products.get(0).length;
  }

  /** The sliced distance to as many points on the same directions. */
  public double distance(Projected other) {
    if (size() != other.size() || products.size() != other.products.size()) {
      throw new IllegalArgumentException(
          "points: %d on %d directions (expected: %d on %d, as many as the others)"
              .formatted(other.size(), other.products.size(), size(), products.size()));
    }
    double sum = 0;
    for (int p = 0; p < products.size(); p++) {
      sum += squares(products.get(p), other.products.get(p));
    }
    return Math.sqrt(sum / products.size() / size());
  }

  private static double squares(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = one[i] - other[i];
      sum += difference * difference;
    }
    return sum;
  }
}
