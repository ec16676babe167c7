package dev.driftwood.runtime.sampler.flow;

/** The polynomials that are 1 at one of some nodes and 0 at the others. */
final class Lagrange {
  private Lagrange() {}

  /** factor · L_j(u) for every node. */
  static double[] basis(double[] nodes, double u, double factor) {
    double[] basis = new double[nodes.length];
    for (int j = 0; j < nodes.length; j++) {
      basis[j] = factor;
      for (int i = 0; i < nodes.length; i++) {
        basis[j] *= i == j ? 1.0 : (u - nodes[i]) / (nodes[j] - nodes[i]);
      }
    }
    return basis;
  }
}
