package dev.driftwood.server.security;

/**
 * How much one client may ask for.
 *
 * @param calls that may be open at the same time
 * @param evaluationsPerSecond of the network, in the long run
 * @param burst evaluations that may be asked for at once after a pause
 */
public record Quota(int calls, double evaluationsPerSecond, double burst) {
  /** Whatever a client asks for. */
  public static final Quota NONE =
      new Quota(Integer.MAX_VALUE, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Checks the ranges. */
  public Quota {
    if (!(calls >= 1 && evaluationsPerSecond > 0 && burst >= 1)) {
      throw new IllegalArgumentException(
          "quota: %d calls, %s evaluations a second, burst %s (expected: >= 1, > 0, >= 1)"
              .formatted(calls, evaluationsPerSecond, burst));
    }
  }

  /** So many calls and evaluations a second, of which ten seconds may come at once. */
  public static Quota of(int calls, double evaluationsPerSecond) {
    return new Quota(calls, evaluationsPerSecond, Math.max(1, 10 * evaluationsPerSecond));
  }

  boolean isNone() {
    return equals(NONE);
  }

  boolean limitsEvaluations() {
    return Double.isFinite(evaluationsPerSecond);
  }
}
