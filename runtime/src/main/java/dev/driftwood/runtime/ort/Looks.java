package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;

/** Counts how often graphs are looked at, which loops within loops ask for again and again. */
final class Looks {
  private static final int MOST = 256;

  private int count;

  /**
   * Counts one more.
   *
   * @throws DriftwoodException where there were too many
   */
  void add() {
    count++;
    if (count > MOST) {
      throw new DriftwoodException(
          "the network's loops are too many, or change the sizes of what they carry too often, to tell how much memory they take (expected: fewer, of which each carries values that keep their sizes)");
    }
  }
}
