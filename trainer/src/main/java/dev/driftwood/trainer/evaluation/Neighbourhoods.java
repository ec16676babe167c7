package dev.driftwood.trainer.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The balls around vectors that reach to their k-th nearest neighbour in the set: where a set's law
 * has its mass (Kynkäänniemi et al. 2019, arXiv:1904.06991, with their k = 3).
 *
 * <p>The share of drawn vectors in the balls of real ones is the precision, the share of real
 * vectors in the balls of drawn ones the recall.
 */
final class Neighbourhoods {
  private static final int NEAREST = 3;

  private final List<double[]> centres;
  private final double[] squaredRadii;

  private Neighbourhoods(List<double[]> centres, double[] squaredRadii) {
    this.centres = centres;
    this.squaredRadii = squaredRadii;
  }

  /** The balls of a set of more than three vectors. */
  static Neighbourhoods of(List<double[]> set) {
    double[] radii =
        IntStream.range(0, set.size()).parallel().mapToDouble(i -> squaredRadius(set, i)).toArray();
    return new Neighbourhoods(set, radii);
  }

  private static double squaredRadius(List<double[]> set, int place) {
    double[] distances =
        IntStream.range(0, set.size())
            .filter(other -> other != place)
            .mapToDouble(other -> squaredDistance(set.get(place), set.get(other)))
            .toArray();
    Arrays.sort(distances);
    return distances[Math.min(NEAREST, distances.length) - 1];
  }

  /** The share of vectors that lie in a ball. */
  double share(List<double[]> vectors) {
    return (double) vectors.parallelStream().filter(this::holds).count() / vectors.size();
  }

  private boolean holds(double[] vector) {
    return IntStream.range(0, centres.size())
        .anyMatch(i -> squaredDistance(centres.get(i), vector) <= squaredRadii[i]);
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
