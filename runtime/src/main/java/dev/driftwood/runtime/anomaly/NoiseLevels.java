package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.sde.Sde;
import java.util.stream.IntStream;

/**
 * The times at which a profile looks at an image: equally spaced in the logarithm of the
 * signal-to-noise ratio, over the part of its range in which images lose their structure. The ends
 * of the range say little: there the network sees all of an image, or nothing.
 *
 * @param times from little noise to much
 */
record NoiseLevels(double[] times) {
  /** Where the range ends towards the data, as that of {@link Sde#logSnr} may have no end. */
  private static final double EARLIEST = 1e-3;

  private static final double LEAST_NOISE = 0.85;
  private static final double MOST_NOISE = 0.25;

  static NoiseLevels of(Sde sde, int count) {
    double low = sde.logSnr(Sde.HORIZON);
    double range = sde.logSnr(EARLIEST) - low;
    double step = (LEAST_NOISE - MOST_NOISE) / (count - 1);
    return new NoiseLevels(
        IntStream.range(0, count)
            .mapToDouble(i -> sde.timeOfLogSnr(low + range * (LEAST_NOISE - i * step)))
            .toArray());
  }

  int count() {
    return times.length;
  }
}
