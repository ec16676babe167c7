package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.sde.Sde;

/**
 * The generative processes that share the marginals of the forward SDE, in reverse time s = T − t:
 *
 * <pre>
 *   dX = [(1 − λ/2) g a(X, t) − μ X] ds + √(1 − λ) g dB,     λ ≤ 1
 * </pre>
 *
 * <p>λ = 0 is the reverse SDE, λ = 1 the probability-flow ODE, λ &lt; 0 adds noise. The score's
 * coefficient is (g² + noise²)/2 throughout.
 *
 * <p>Source: C.-W. Huang, J. H. Lim, A. Courville (arXiv:2106.02808), appendix C.
 *
 * @param sde the forward SDE
 * @param lambda λ, at most 1
 */
public record GenerativeFamily(Sde sde, double lambda) {
  /** Checks the range of λ. */
  public GenerativeFamily {
    if (!(lambda <= 1.0 && lambda > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda: " + lambda + " (expected: <= 1 and finite)");
    }
  }

  /** The deterministic member, λ = 1. */
  public static GenerativeFamily probabilityFlow(Sde sde) {
    return new GenerativeFamily(sde, 1.0);
  }

  /** The coefficient of the drift a, (1 − λ/2) g(t). */
  public double driftWeight(double t) {
    return (1.0 - 0.5 * lambda) * sde.g(t);
  }

  /** The coefficient of dB, √(1 − λ) g(t). */
  public double noise(double t) {
    return Math.sqrt(1.0 - lambda) * sde.g(t);
  }
}
