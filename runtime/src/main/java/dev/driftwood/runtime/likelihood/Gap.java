package dev.driftwood.runtime.likelihood;

/**
 * Estimate of what the interval [0, tMin] would add to a log-likelihood, in nats; not part of it.
 *
 * @param nats the whole
 * @param reconstruction ln N(x; x̂₀(y), (σ/α)² I) at a draw y of the noise at tMin; NaN for the
 *     bound, which has the head of its integral instead
 * @param entropy of y given x, ½ D ln(2πe σ²); NaN for the bound
 */
public record Gap(double nats, double reconstruction, double entropy) {
  /** Of an integral from time 0 on. */
  public static final Gap NONE = ofHead(0.0);

  /** Of the bound. */
  static Gap ofHead(double nats) {
    return new Gap(nats, Double.NaN, Double.NaN);
  }

  /** Of the probability flow. */
  static Gap of(double reconstruction, double entropy) {
    return new Gap(reconstruction + entropy, reconstruction, entropy);
  }
}
