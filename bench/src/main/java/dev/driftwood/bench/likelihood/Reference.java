package dev.driftwood.bench.likelihood;

/**
 * What others are held against: sixteen probes on a fine grid.
 *
 * @param nats of each row, in the network's space
 * @param errors standard errors of these, over the probes
 * @param halved the same with half the steps
 */
public record Reference(double[] nats, double[] errors, double[] halved) {
  /** The largest change by halving the steps, in nats. */
  public double largestChange() {
    double largest = 0.0;
    for (int row = 0; row < nats.length; row++) {
      largest = Math.max(largest, Math.abs(nats[row] - halved[row]));
    }
    return largest;
  }
}
