package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.Trial;

/** Finds the batch that a network was fixed to, where it does not run with one row. */
final class Batches {
  private static final int LARGEST = 16;

  private Batches() {}

  /** Why a network does not run with one row. */
  static DriftwoodException explained(
      Trial trial, Connection connection, DriftwoodException cause) {
    boolean large = cause.getMessage().contains("alloc") || cause.getMessage().contains("not done");
    for (int batch = 2; !large && batch <= LARGEST; batch++) {
      if (runs(trial, connection, batch)) {
        return new DriftwoodException(
            "the network runs with a batch of %d and not of 1: its batch is fixed (expected: any batch; export it with dynamic axes and without sizes as constants): %s"
                .formatted(batch, cause.getMessage()),
            cause);
      }
    }
    return new DriftwoodException(
        "%s (expected: a network that takes what its description says: shape, times and labels)"
            .formatted(cause.getMessage()),
        cause);
  }

  private static boolean runs(Trial trial, Connection connection, int batch) {
    try {
      trial.run(Feeding.plausible(connection, batch), name -> -1);
      return true;
    } catch (DriftwoodException e) {
      return false;
    }
  }
}
