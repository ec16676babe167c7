package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.sde.Sde;
import java.util.OptionalInt;

/**
 * Classifier-free guidance: within an interval of time the drift of a class is taken away from that
 * of no class,
 *
 * <pre>
 *   a = a_∅ + w (a_c − a_∅)
 * </pre>
 *
 * <p>and outside it is a_c. A weight of 1 changes nothing and costs nothing, 0 gives a_∅, and above
 * 1 samples are more of their class and less various. What is drawn follows no forward SDE, so it
 * has no likelihood.
 *
 * <p>Source: J. Ho, T. Salimans (arXiv:2207.12598), equation 6 with w in place of 1 + w; for the
 * interval T. Kynkäänniemi et al. (arXiv:2404.07724).
 *
 * @param weight w, at least 0
 * @param from the smallest time t at which it is applied, in [0, 1]
 * @param to the largest, from {@code from} to 1
 */
public record Guidance(double weight, double from, double to) {
  /** Checks the ranges. */
  public Guidance {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "guidance: " + weight + " (expected: at least 0 and finite)");
    }
    if (!(from >= 0 && from <= to && to <= Sde.HORIZON)) {
      throw new IllegalArgumentException(
          "guidance-interval: %s:%s (expected: A:B with 0 <= A <= B <= 1)".formatted(from, to));
    }
  }

  /** At all times. */
  public static Guidance of(double weight) {
    return new Guidance(weight, 0, Sde.HORIZON);
  }

  /** The same within an interval, of which both ends are part. */
  public Guidance within(double earliest, double latest) {
    return new Guidance(weight, earliest, latest);
  }

  /** Evaluations of the network that a drift at a time takes. */
  public int evaluationsAt(double t) {
    return weight != 1 && from <= t && t <= to ? 2 : 1;
  }

  /** Evaluations that a drift takes at every time; nothing where times differ. */
  public OptionalInt evaluations() {
    if (weight == 1) {
      return OptionalInt.of(1);
    }
    return from == 0 && to == Sde.HORIZON ? OptionalInt.of(2) : OptionalInt.empty();
  }
}
