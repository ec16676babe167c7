package dev.driftwood.runtime;

import dev.driftwood.runtime.data.DataTransform;

/** Where a row being drawn has arrived by a step: still noisy before the last. Immutable. */
public final class Movement {
  private final long row;
  private final double t;
  private final double[] state;
  private final DataTransform transform;

  /**
   * An arrival.
   *
   * @param state in the network's space; not copied, and not to be changed
   */
  Movement(long row, double t, double[] state, DataTransform transform) {
    this.row = row;
    this.t = t;
    this.state = state;
    this.transform = transform;
  }

  /** The row's number. */
  public long row() {
    return row;
  }

  /** The SDE's time that was reached, from just below 1 down to tMin. */
  public double t() {
    return t;
  }

  /**
   * The state, {@code [c, h, w]} or {@code [d]}, flattened, taken back to data space as {@link
   * Sample#values} is; computed anew at each call, so a listener that does not ask pays nothing.
   */
  public float[] values() {
    double[] values = transform.inverse(state);
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
