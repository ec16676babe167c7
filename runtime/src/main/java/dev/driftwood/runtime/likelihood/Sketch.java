package dev.driftwood.runtime.likelihood;

import java.util.ArrayList;
import java.util.List;

/**
 * A subspace, by directions of length 1 at right angles.
 *
 * @param basis nobody may change it
 */
public record Sketch(List<double[]> basis) {
  /** Nothing. */
  static final Sketch NONE = new Sketch(List.of());

  /** What vectors span, by Gram and Schmidt; they must be independent of each other. */
  static Sketch spannedBy(List<double[]> vectors) {
    List<double[]> basis = new ArrayList<>();
    vectors.forEach(vector -> basis.add(Vectors.unit(across(vector, basis))));
    return new Sketch(basis);
  }

  int size() {
    return basis.size();
  }

  /** Vectors at right angles to the subspace and to each other, as long as white noise is there. */
  List<double[]> around(List<double[]> vectors) {
    List<double[]> all = new ArrayList<>(basis);
    List<double[]> around = new ArrayList<>();
    for (double[] vector : vectors) {
      double[] unit = Vectors.unit(across(vector, all));
      all.add(unit);
      around.add(Vectors.scaled(Math.sqrt((double) vector.length - size()), unit));
    }
    return around;
  }

  private static double[] across(double[] vector, List<double[]> basis) {
    double[] rest = vector.clone();
    // The second pass takes away what rounding left of the first.
    for (int pass = 0; pass < 2; pass++) {
      for (double[] direction : basis) {
        Vectors.add(rest, -Vectors.dot(direction, rest), direction);
      }
    }
    return rest;
  }
}
