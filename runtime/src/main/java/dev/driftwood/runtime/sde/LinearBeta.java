package dev.driftwood.runtime.sde;

/**
 * The linear noise schedule β(t) = β_min + t (β_max − β_min) with B(t) = ∫₀ᵗ β.
 *
 * @param min β(0), positive
 * @param max β(1), not less than min
 */
record LinearBeta(double min, double max) implements Beta {
  LinearBeta {
    if (!(min > 0.0 && min < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("betaMin: " + min + " (expected: > 0 and finite)");
    }
    if (!(max >= min && max < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "betaMax: " + max + " (expected: >= betaMin " + min + " and finite)");
    }
  }

  @Override
  public double at(double t) {
    return min + t * (max - min);
  }

  @Override
  public double integral(double t) {
    return t * (min + 0.5 * t * (max - min));
  }

  /** The form without cancellation. */
  @Override
  public double timeOf(double integral) {
    return 2.0 * integral / (min + Math.sqrt(min * min + 2.0 * (max - min) * integral));
  }
}
