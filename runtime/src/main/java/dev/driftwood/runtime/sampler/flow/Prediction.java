package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;

/**
 * Which of the two parts of y = α x̂₀ + σ ε̂ a method takes to be nearly constant over a step.
 *
 * <p>With λ = ln(α/σ), z = ±(λ_t − λ_s) and E the part, the probability flow from s to t is
 *
 * <pre>
 *   noise:  y_t = (α_t/α_s) y_s − σ_t ∫₀¹ z e^(z (1−r)) ε̂(r) dr,    z =   λ_t − λ_s
 *   data:   y_t = (σ_t/σ_s) y_s − α_t ∫₀¹ z e^(z (1−r)) x̂₀(r) dr,   z = −(λ_t − λ_s)
 * </pre>
 *
 * <p>where r is how far λ has come. So one formula for the weights serves both.
 *
 * <p>Source: C. Lu et al. (arXiv:2206.00927), proposition 3.1, and (arXiv:2211.01095), proposition
 * 4.1.
 */
public enum Prediction {
  /** ε̂ = −(σ/g) a. */
  NOISE {
    @Override
    double[] value(Marginal at, double[] y, double[] drift) {
      return at.noise(drift);
    }

    @Override
    double part(Marginal at) {
      return at.sigma();
    }

    @Override
    double rest(Marginal at) {
      return at.alpha();
    }

    @Override
    double sign() {
      return 1.0;
    }
  },
  /** x̂₀ = (y + σ (σ/g) a)/α. */
  DATA {
    @Override
    double[] value(Marginal at, double[] y, double[] drift) {
      return at.data(y, drift);
    }

    @Override
    double part(Marginal at) {
      return at.alpha();
    }

    @Override
    double rest(Marginal at) {
      return at.sigma();
    }

    @Override
    double sign() {
      return -1.0;
    }
  };

  /** The predicted part, a fresh array. */
  abstract double[] value(Marginal at, double[] y, double[] drift);

  /** What the predicted part is multiplied by in y. */
  abstract double part(Marginal at);

  /** What the other part is multiplied by. */
  abstract double rest(Marginal at);

  /** The sign of z/(λ_t − λ_s). */
  abstract double sign();
}
