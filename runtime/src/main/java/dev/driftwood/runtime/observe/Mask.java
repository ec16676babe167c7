package dev.driftwood.runtime.observe;

/**
 * Keeps some of the numbers, exactly.
 *
 * @param seen which; one flag a number
 */
record Mask(boolean[] seen) implements Projection {
  @Override
  public double[] known(double[] x) {
    double[] known = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      known[d] = seen[d] ? x[d] : 0.0;
    }
    return known;
  }
}
