package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.sde.Sde;

/** The times of a fixed-step method: strictly increasing or strictly decreasing, within [0, 1]. */
public final class TimeGrid {
  private final double[] times;

  private TimeGrid(double[] times) {
    this.times = times;
  }

  /**
   * A grid of the given times, copied.
   *
   * @throws IllegalArgumentException if there are fewer than two, one is outside [0, 1], or they
   *     are not strictly monotone
   */
  public static TimeGrid of(double... times) {
    if (!(times.length >= 2)) {
      throw new IllegalArgumentException("times: " + times.length + " (expected: at least 2)");
    }
    double direction = Math.signum(times[1] - times[0]);
    for (int i = 0; i < times.length; i++) {
      boolean inside = times[i] >= 0.0 && times[i] <= Sde.HORIZON;
      boolean onward = i == 0 || (times[i] - times[i - 1]) * direction > 0.0;
      if (!(inside && onward)) {
        throw new IllegalArgumentException(
            "times[" + i + "]: " + times[i] + " (expected: in [0, 1], strictly monotone)");
      }
    }
    return new TimeGrid(times.clone());
  }

  /** Equal steps between two times, both of which are met exactly. */
  public static TimeGrid uniform(double from, double to, int steps) {
    if (!(steps >= 1)) {
      throw new IllegalArgumentException("steps: " + steps + " (expected: >= 1)");
    }
    double[] times = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      times[i] = (from * (steps - i) + to * i) / steps;
    }
    times[0] = from;
    times[steps] = to;
    return of(times);
  }

  /** The same times in the other direction. */
  public TimeGrid reversed() {
    double[] backwards = new double[times.length];
    for (int i = 0; i < backwards.length; i++) {
      backwards[i] = times[times.length - 1 - i];
    }
    return new TimeGrid(backwards);
  }

  /** The number of steps, one less than the number of times. */
  public int steps() {
    return times.length - 1;
  }

  /** The time at which step i begins; {@code at(steps())} is the end. */
  public double at(int i) {
    return times[i];
  }

  /** The first time. */
  public double first() {
    return times[0];
  }

  /** The last time. */
  public double last() {
    return times[times.length - 1];
  }
}
