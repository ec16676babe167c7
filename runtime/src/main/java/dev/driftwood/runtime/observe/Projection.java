package dev.driftwood.runtime.observe;

/**
 * An orthogonal projection P of the network's space onto what is observed of it: linear, P P = P
 * and P = Pᵀ, so white noise stays white in both parts.
 *
 * <p>Cost: one pass over the item. Arrays are flattened items and are not changed.
 */
public interface Projection {
  /** P x, a fresh array. */
  double[] known(double[] x);

  /** x − P x, a fresh array. */
  default double[] unknown(double[] x) {
    double[] rest = known(x);
    for (int d = 0; d < rest.length; d++) {
      rest[d] = x[d] - rest[d];
    }
    return rest;
  }

  /** The item whose known part is that of one and whose unknown part is that of another. */
  default double[] joined(double[] knownOf, double[] unknownOf) {
    double[] joined = known(knownOf);
    double[] rest = unknown(unknownOf);
    for (int d = 0; d < joined.length; d++) {
      joined[d] += rest[d];
    }
    return joined;
  }
}
