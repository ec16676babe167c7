package dev.driftwood.runtime.observe;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.solve.RowId;
import java.util.List;

/**
 * What is known of rows, in the network's space.
 *
 * @param projection P
 * @param clean items y whose P y is known, at least one; row i has the one at {@code i mod size}
 */
public record Observation(Projection projection, List<double[]> clean) {
  /** Checks that there is an item. */
  public Observation {
    clean = List.copyOf(clean);
    if (clean.isEmpty()) {
      throw new IllegalArgumentException("images: none (expected: at least one)");
    }
  }

  /** The row with its known part as observed. */
  double[] cleanly(RowId id, double[] x) {
    return projection.joined(of(id), x);
  }

  /** The row with its known part α y + σ ξ, as it is at a time. */
  double[] noisily(RowId id, double[] x, Marginal at, double[] xi) {
    double[] item = of(id);
    double[] noised = new double[xi.length];
    for (int d = 0; d < noised.length; d++) {
      noised[d] = at.alpha() * item[d] + at.sigma() * xi[d];
    }
    return projection.joined(noised, x);
  }

  private double[] of(RowId id) {
    return clean.get((int) Long.remainderUnsigned(id.key(), clean.size()));
  }
}
