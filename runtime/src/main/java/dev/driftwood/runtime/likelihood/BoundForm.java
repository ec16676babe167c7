package dev.driftwood.runtime.likelihood;

/** Which of two equal expectations the bound's integrand is estimated by. */
public enum BoundForm {
  /** −½‖a‖² − ∇·(g a), with a probe vector for each time. Legal from t = 0. */
  DIVERGENCE,
  /**
   * −(g²/σ²) ½ ‖(σ/g) a + ε‖² + ½ D g²/σ², the last term integrated in closed form. Needs no
   * derivative of the network but for the gap, and tMin &gt; 0. Of far smaller variance where the
   * network knows the noise well.
   */
  SCORE_MATCHING
}
