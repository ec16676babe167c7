package dev.driftwood.runtime.adopt;

/**
 * One row that a network is tried with.
 *
 * @param x in the network's space, channels first, flattened
 * @param t the SDE's time
 * @param label its class, where the network has classes
 */
record Row(double[] x, double t, int label) {
  Row at(double time) {
    return new Row(x, time, label);
  }

  Row with(double[] other) {
    return new Row(other, t, label);
  }
}
