package dev.driftwood.runtime.artefact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a network that was trained elsewhere wants to be fed.
 *
 * @param x the name of its input for the noised items
 * @param t the name of its input for the time
 * @param label the name of its input for the class, if it has one
 * @param output the name of its output
 * @param conditioning what its time input means
 * @param timeScale what that is multiplied by
 * @param times where not empty: entry i is the SDE time of index i, and the network is fed the
 *     fractional index by linear interpolation
 * @param layout the order of its axes
 * @param channels what its output's channels are
 */
public record AdoptedSpec(
    String x,
    String t,
    Optional<String> label,
    String output,
    Conditioning conditioning,
    double timeScale,
    List<Double> times,
    Layout layout,
    Channels channels) {
  /** Checks the scale and the times. */
  public AdoptedSpec {
    times = List.copyOf(times);
    if (!(timeScale != 0 && Double.isFinite(timeScale))) {
      throw new IllegalArgumentException(
          "timeScale: " + timeScale + " (expected: a number that is not 0)");
    }
    if (!times.isEmpty() && !strictlyMonotone(times)) {
      throw new IllegalArgumentException(
          "times: not in order (expected: two or more numbers from 0 to 1, each above the one"
              + " before, or each below)");
    }
  }

  /** The same with another scale. */
  public AdoptedSpec withTimeScale(double other) {
    return new AdoptedSpec(x, t, label, output, conditioning, other, times, layout, channels);
  }

  private static boolean strictlyMonotone(List<Double> times) {
    boolean rising = true;
    boolean falling = true;
    for (int i = 0; i < times.size(); i++) {
      double time = times.get(i);
      boolean inRange = time >= 0 && time <= 1;
      rising &= inRange && (i == 0 || time > times.get(i - 1));
      falling &= inRange && (i == 0 || time < times.get(i - 1));
    }
    return times.size() >= 2 && (rising || falling);
  }

  /** What a time input means. */
  public enum Conditioning implements JsonNamed {
    /** The SDE's time in [0, 1]. */
    T,
    /** The noise level σ(t). */
    SIGMA,
    /** Its natural logarithm. */
    LOG_SIGMA;

    @Override
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The order of a network's axes. */
  public enum Layout implements JsonNamed {
    /** Batch, channels, height, width. */
    NCHW,
    /** Batch, height, width, channels. */
    NHWC;

    @Override
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the channels of an output are. */
  public enum Channels implements JsonNamed {
    /** As many as the input's. */
    MEAN("mean"),
    /** Twice as many: the second half, a learned variance, is dropped. */
    MEAN_AND_VARIANCE("mean+variance");

    private final String jsonName;

    Channels(String jsonName) {
      this.jsonName = jsonName;
    }

    @Override
    public String jsonName() {
      return jsonName;
    }
  }
}
