package dev.driftwood.runtime.sde;

/**
 * The noise schedule whose α is a cosine, held at {@link #MOST} near the end, where that of the
 * cosine is infinite.
 *
 * <p>With a = ½π/(1 + s) the angle ½π (t + s)/(1 + s) is a (t + s), and its complement a (1 − t).
 * So α = sin(a (1 − t))/sin a, and without cancellation
 *
 * <pre>
 *   σ² = 1 − α² = sin(a t) sin(a (2s + t))/sin² a,    β = 2a sin(a (t + s))/sin(a (1 − t))
 * </pre>
 *
 * <p>until β reaches its bound at t* = 1 − atan(2a/1000)/a, which is 0.998 for any s.
 *
 * @param s keeps β(0) from 0, positive
 */
record CosineBeta(double s) implements Beta {
  /** The bound of β. */
  static final double MOST = 1000.0;

  CosineBeta {
    if (!(s > 0.0 && s < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("s: " + s + " (expected: > 0 and finite)");
    }
  }

  /** t*, from which on β is its bound. */
  double end() {
    return 1.0 - StrictMath.atan(2.0 * scale() / MOST) / scale();
  }

  @Override
  public double at(double t) {
    if (t >= end()) {
      return MOST;
    }
    return 2.0 * scale() * sine(t + s) / sine(1.0 - t);
  }

  @Override
  public double integral(double t) {
    double end = end();
    return t > end ? ofCosine(end) + MOST * (t - end) : ofCosine(t);
  }

  /** By cos² = α² sin² a and sin² = sin²(a s) + σ² sin² a of the angle, which only add. */
  @Override
  public double timeOf(double integral) {
    double end = end();
    double beyond = integral - ofCosine(end);
    if (beyond > 0.0) {
      return end + beyond / MOST;
    }
    double whole = sine(1.0);
    double cosine = whole * StrictMath.exp(-0.5 * integral);
    double least = sine(s);
    double square = least * least - whole * whole * StrictMath.expm1(-integral);
    return 1.0 - StrictMath.atan2(cosine, Math.sqrt(square)) / scale();
  }

  /** −ln α², of whichever of α² and σ² is small. */
  private double ofCosine(double t) {
    double whole = sine(1.0);
    // The sine of an angle or of what it lacks to π, whichever is less and so rounds less.
    double variance = sine(t) / whole * (sine(Math.min(2.0 * s + t, 2.0 - t)) / whole);
    return variance < 0.5
        ? -StrictMath.log1p(-variance)
        : -2.0 * StrictMath.log(sine(1.0 - t) / whole);
  }

  private double sine(double time) {
    return StrictMath.sin(scale() * time);
  }

  /** a, the angle that passes in a unit of time. */
  private double scale() {
    return 0.5 * Math.PI / (1.0 + s);
  }
}
