package dev.driftwood.runtime.sampler;

/**
 * The step r of Langevin dynamics on a ladder of noise levels, x ← x + r σ² · score + √(2 r) σ ξ.
 *
 * <p>M moves on the law N(0, σ² I), begun with the deviation γ σ of the level before, end with the
 * variance s² of
 *
 * <pre>
 *   s²/σ² = (1 − r)^(2 M) (γ² − S) + S,   S = 2/(2 − r)
 * </pre>
 *
 * <p>This is above 1 for every r in (0, 1), convex as long as S is below γ², and rises from there
 * on; r is where it comes nearest to 1, found by bisection of its derivative.
 *
 * <p>Source: Y. Song, S. Ermon (arXiv:2006.09011), proposition 3 and technique 4, with ε = r σ_L².
 *
 * @param ratio γ, above 1
 * @param moves M, at least 1
 */
record LadderStep(double ratio, int moves) {
  /** Halvings of (0, 1) down to the spacing of numbers near a tenth. */
  private static final int HALVINGS = 56;

  /** r. */
  double size() {
    double falling = 0.0;
    double rising = 1.0;
    for (int i = 0; i < HALVINGS; i++) {
      double r = 0.5 * (falling + rising);
      if (slope(r) < 0.0) {
        falling = r;
      } else {
        rising = r;
      }
    }
    return 0.5 * (falling + rising);
  }

  /** s²/σ² for a step r. */
  double variance(double r) {
    double rest = 2.0 / (2.0 - r);
    return StrictMath.pow(1.0 - r, 2.0 * moves) * (ratio * ratio - rest) + rest;
  }

  private double slope(double r) {
    double rest = 2.0 / (2.0 - r);
    double kept = StrictMath.pow(1.0 - r, 2.0 * moves - 1.0);
    double fall = 2.0 * moves * kept * (ratio * ratio - rest);
    return 0.5 * rest * rest * (1.0 - kept * (1.0 - r)) - fall;
  }
}
