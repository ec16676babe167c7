package dev.driftwood.runtime.solve;

/**
 * The choice of the first step from two slopes.
 *
 * <p>Source: Hairer, Nørsett, Wanner, "Solving ordinary differential equations I", section II.4,
 * "Starting step size".
 */
final class InitialStep {
  private static final double TINY = 1e-5;
  private static final double FALLBACK = 1e-6;
  private static final double SHARE = 0.01;

  private InitialStep() {}

  /** A first guess from the sizes of the state and its slope. */
  static double guess(double stateNorm, double slopeNorm, double longest) {
    boolean tiny = stateNorm < TINY || slopeNorm < TINY;
    return Math.min(tiny ? FALLBACK : SHARE * stateNorm / slopeNorm, longest);
  }

  /** The step at which an Euler step of the given slope and curvature errs by about one percent. */
  static double choose(double guess, double slopeNorm, double curvatureNorm, int order) {
    double steepest = Math.max(slopeNorm, curvatureNorm);
    double step =
        steepest <= 1e-15
            ? Math.max(FALLBACK, guess * 1e-3)
            : StrictMath.pow(SHARE / steepest, 1.0 / order);
    return Math.min(100.0 * guess, step);
  }
}
