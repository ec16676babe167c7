package dev.driftwood.runtime.sde;

/**
 * A forward diffusion with linear drift, from data at t = 0 to noise at t = {@link #HORIZON}.
 *
 * <pre>
 *   dY = μ(t) Y dt + g(t) dB,     y_t = α(t) x + σ(t) ε,   ε ~ N(0, I)
 * </pre>
 *
 * <p>with dα/dt = μ α and dσ²/dt = 2 μ σ² + g². A drift network a(y, t) stands for g · ∇ log p_t,
 * so the score is a/g, ε̂ = −(σ/g) a and x̂₀ = (y + σ (σ/g) a)/α. Times are in [0, 1]; bits do not
 * depend on the JDK.
 *
 * <p>Source: Y. Song et al., "Score-based generative modeling through stochastic differential
 * equations", ICLR 2021 (arXiv:2011.13456), section 3.4 and appendix B.
 */
public sealed interface Sde
    permits VariancePreserving, CosineVariancePreserving, SubVariancePreserving, VarianceExploding {
  /** The end of time, T. */
  double HORIZON = 1.0;

  /** The usual cut-off of the importance density. */
  double IMPORTANCE_CUTOFF = 1e-3;

  /** The drift coefficient μ(t) in f(y, t) = μ(t) y. */
  double mu(double t);

  /** The squared diffusion coefficient g²(t). */
  double gSquared(double t);

  /** The weight α(t) of the data in y_t. */
  double alpha(double t);

  /** The logarithm of α(t). */
  double logAlpha(double t);

  /** The standard deviation σ(t) of the noise in y_t. */
  double sigma(double t);

  /** σ(t)/g(t) in a form that is finite and exact at t = 0. */
  double sigmaOverG(double t);

  /** The rate r(t) = g²(t)/σ²(t), infinite where σ(t) = 0. */
  double rate(double t);

  /** The standard deviation of the prior N(0, s² I) that stands for the law of y_T. */
  double priorDeviation();

  /**
   * The importance density q(t) ∝ r(max(t, ε)) on [0, 1], which turns the unweighted loss into the
   * likelihood bound.
   *
   * @param cutoff ε, in (0, 1)
   */
  TimeDensity importanceDensity(double cutoff);

  /** The importance density with the cut-off 1e-3. */
  default TimeDensity importanceDensity() {
    return importanceDensity(IMPORTANCE_CUTOFF);
  }

  /** The diffusion coefficient g(t). */
  default double g(double t) {
    return Math.sqrt(gSquared(t));
  }

  /** The logarithm of the signal-to-noise ratio, ln(α²/σ²), infinite where σ(t) = 0. */
  default double logSnr(double t) {
    return 2.0 * (logAlpha(t) - StrictMath.log(sigma(t)));
  }

  /**
   * The time at which the logarithm of the signal-to-noise ratio is the given value; the inverse of
   * {@link #logSnr}, which falls strictly. 0 at infinity where σ(0) = 0.
   */
  double timeOfLogSnr(double logSnr);

  /** The law of y_t given x. */
  default Marginal marginal(double t) {
    return new Marginal(t, alpha(t), sigma(t), sigmaOverG(t));
  }

  /** The log-density of the prior at y, in nats. */
  default double priorLogDensity(double[] y) {
    return Gaussian.logDensity(squaredNorm(y), y.length, priorDeviation());
  }

  /**
   * E[log π(Y_T) | Y_0 = x] in nats, in closed form: −½ D ln(2π s²) − (α² ‖x‖² + D σ²)/(2 s²) with
   * α and σ taken at T.
   */
  default double expectedPriorLogDensity(double[] x) {
    double alpha = alpha(HORIZON);
    double sigma = sigma(HORIZON);
    double squares = alpha * alpha * squaredNorm(x) + x.length * sigma * sigma;
    return Gaussian.logDensity(squares, x.length, priorDeviation());
  }

  private static double squaredNorm(double[] y) {
    double sum = 0.0;
    for (double value : y) {
      sum += value * value;
    }
    return sum;
  }
}
