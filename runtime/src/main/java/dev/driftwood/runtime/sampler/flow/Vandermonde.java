package dev.driftwood.runtime.sampler.flow;

/**
 * The equations Σ_j r_j^i w_j = b_i for i from 0: which weights give sums over nodes the moments b.
 *
 * <p>Source: Å. Björck, V. Pereyra, "Solution of Vandermonde systems of equations", Mathematics of
 * Computation 24 (1970), doi:10.1090/S0025-5718-1970-0290541-1.
 */
final class Vandermonde {
  private Vandermonde() {}

  /** The weights, a fresh array; the nodes are distinct. */
  static double[] solve(double[] nodes, double[] moments) {
    double[] w = moments.clone();
    int last = w.length - 1;
    for (int k = 0; k < last; k++) {
      for (int i = last; i > k; i--) {
        w[i] -= nodes[k] * w[i - 1];
      }
    }
    for (int k = last - 1; k >= 0; k--) {
      for (int i = k + 1; i <= last; i++) {
        w[i] /= nodes[i] - nodes[i - k - 1];
      }
      for (int i = k; i < last; i++) {
        w[i] -= w[i + 1];
      }
    }
    return w;
  }
}
