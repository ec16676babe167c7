package dev.driftwood.bench.sampler;

/** How an error is measured. */
public enum Metric {
  /**
   * The mean over rows of the root mean square distance, over dimensions, to the fine path of the
   * probability flow from the same prior draw: for samplers without noise.
   */
  PATH("path"),
  /** The sliced Wasserstein distance to as many exact draws. */
  LAW("sliced-wasserstein");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** Its name in tables. */
  public String label() {
    return label;
  }
}
