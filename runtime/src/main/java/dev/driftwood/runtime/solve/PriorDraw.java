package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;

/**
 * The first state of a sample: s ξ with s the prior's standard deviation and ξ drawn under {@link
 * Purpose#PRIOR} of the row key.
 *
 * @param sde whose prior
 * @param noise whose numbers
 */
public record PriorDraw(Sde sde, NoiseStream noise) {
  /** The draw of one row. */
  public double[] of(RowId id, int dimension) {
    double[] x = new double[dimension];
    noise.normals(id.key(), Purpose.PRIOR, id.draw(), 0, 0, x);
    for (int d = 0; d < dimension; d++) {
      x[d] *= sde.priorDeviation();
    }
    return x;
  }
}
