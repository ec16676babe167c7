package dev.driftwood.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The states of one row on its way, thinned evenly: at most {@value #MOST}, and never fewer than
 * half of that once there were as many.
 */
final class Trajectory {
  static final int MOST = 60;

  private final List<float[]> states = new ArrayList<>();
  private int stride = 1;
  private int seen;

  /** Takes the next state; its values are asked for only where it is kept. */
  void add(Supplier<float[]> values) {
    // A place is left for the end.
    if (states.size() == MOST - 1) {
      halve();
    }
    if (seen % stride == 0) {
      states.add(values.get());
    }
    seen++;
  }

  /** The last state, which is always kept. */
  void end(float[] values) {
    boolean arrived = !states.isEmpty() && (seen - 1) % stride == 0;
    if (arrived) {
      states.remove(states.size() - 1);
    }
    states.add(values);
  }

  int size() {
    return states.size();
  }

  /** The state at a part of the way, from 0 to 1. */
  float[] at(double part) {
    return states.get((int) Math.rint(part * (states.size() - 1)));
  }

  private void halve() {
    List<float[]> half = new ArrayList<>();
    for (int i = 0; i < states.size(); i += 2) {
      half.add(states.get(i));
    }
    states.clear();
    states.addAll(half);
    stride *= 2;
  }
}
