package dev.driftwood.bench.exact;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;

/**
 * Directions of length 1 at right angles to each other.
 *
 * @param directions one an entry, as long as the space has dimensions; nobody may change them
 */
record OrthonormalBasis(double[][] directions) {
  /** Of no directions. */
  static final OrthonormalBasis NONE = new OrthonormalBasis(new double[0][]);

  private static final double TOLERANCE = 1e-10;

  OrthonormalBasis {
    for (int i = 0; i < directions.length; i++) {
      for (int j = 0; j <= i; j++) {
        double product = Vectors.dot(directions[i], directions[j]);
        if (!(Math.abs(product - (i == j ? 1 : 0)) < TOLERANCE)) {
          throw new IllegalArgumentException(
              "directions: product %s of %d and %d (expected: %d)"
                  .formatted(product, i, j, i == j ? 1 : 0));
        }
      }
    }
  }

  /** What the vectors span, by Gram and Schmidt; they must be independent of each other. */
  static OrthonormalBasis spannedBy(double[]... vectors) {
    double[][] directions = new double[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      double[] rest = vectors[i].clone();
      // Twice is enough: the first pass leaves rounding errors of what it took away.
      removeParts(rest, directions, i);
      removeParts(rest, directions, i);
      directions[i] = Vectors.scaled(1 / Math.sqrt(Vectors.dot(rest, rest)), rest);
    }
    return new OrthonormalBasis(directions);
  }

  /** As many directions as dimensions, turned at random: evenly over all of them. */
  static OrthonormalBasis random(int dimension, NoiseStream noise, long row) {
    double[][] vectors = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      noise.normals(row, Purpose.DATA_SYNTHESIS, i, 0, 0, vectors[i]);
    }
    return spannedBy(vectors);
  }

  private static void removeParts(double[] vector, double[][] directions, int count) {
    for (int j = 0; j < count; j++) {
      Vectors.add(vector, -Vectors.dot(directions[j], vector), directions[j]);
    }
  }

  int rank() {
    return directions.length;
  }

  /** The coordinates Uᵀ y. */
  double[] coordinates(double[] y) {
    double[] coordinates = new double[rank()];
    for (int j = 0; j < coordinates.length; j++) {
      coordinates[j] = Vectors.dot(directions[j], y);
    }
    return coordinates;
  }
}
