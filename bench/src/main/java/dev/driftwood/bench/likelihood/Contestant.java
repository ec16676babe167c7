package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.solve.DriftFunction;
import java.util.List;

/**
 * A way to a log-likelihood.
 *
 * @param name what it is called in the table
 * @param method how
 */
record Contestant(String name, Method method) {
  /** Scores rows. */
  interface Method {
    /** Log-likelihoods in nats, one a row, by a network. */
    double[] of(DriftFunction drift, List<double[]> rows);
  }
}
