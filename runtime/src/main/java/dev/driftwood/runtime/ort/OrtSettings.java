package dev.driftwood.runtime.ort;

/**
 * How sessions are made.
 *
 * @param device where the network runs
 * @param threads processor threads of a run; 0 for one a core
 * @param seconds that a run of the network may take, after which it ends in an error
 */
public record OrtSettings(Device device, int threads, int seconds) {
  /** The system property that says how many seconds a run may take where settings don't. */
  public static final String RUN_SECONDS = "driftwood.run.seconds";

  private static final int TEN_MINUTES = 600;

  /** The processor with one thread a core. */
  public static final OrtSettings DEFAULT = new OrtSettings(Device.CPU, 0);

  public OrtSettings {
    if (!(threads >= 0)) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: >= 0)");
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds: " + seconds + " (expected: > 0)");
    }
  }

  /** Settings with the system property's seconds, or ten minutes. */
  public OrtSettings(Device device, int threads) {
    this(device, threads, defaultSeconds());
  }

  static int defaultSeconds() {
    return Integer.getInteger(RUN_SECONDS, TEN_MINUTES);
  }

  int resolvedThreads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
