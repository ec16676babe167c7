package dev.driftwood.runtime.ort;

/**
 * How sessions are made.
 *
 * @param device where the network runs
 * @param threads processor threads of a run; 0 for one a core
 */
public record OrtSettings(Device device, int threads) {
  /** The processor with one thread a core. */
  public static final OrtSettings DEFAULT = new OrtSettings(Device.CPU, 0);

  public OrtSettings {
    if (!(threads >= 0)) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: >= 0)");
    }
  }

  int resolvedThreads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
