package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.Set;

/**
 * How many rows there is memory for in one run of a graph. Found out where more are asked for than
 * before, in some tens of milliseconds. Thread-safe.
 */
final class BatchRoom {
  private final OnnxGraph graph;
  private final Set<String> doubtful;
  private int enough = 1;
  private int tooMany = Integer.MAX_VALUE;

  private BatchRoom(OnnxGraph graph, Set<String> doubtful) {
    this.graph = graph;
    this.doubtful = doubtful;
  }

  /**
   * The room for a graph's batches.
   *
   * @throws DriftwoodException where there is none for a batch of one row
   */
  static BatchRoom of(OnnxGraph graph) {
    Footprint one = Footprint.of(graph, 1);
    one.requireRoom();
    return new BatchRoom(graph, Footprint.doubtful(graph, one));
  }

  /** Names of values of which only a run tells how large they are, or that hold nothing. */
  Set<String> doubtful() {
    return doubtful;
  }

  /** As many of some rows as there is room for, of half as many each time; at least 1. */
  synchronized int most(int rows) {
    int power = Integer.highestOneBit(Math.max(1, rows - 1)) << 1;
    if (rows > enough && power > 0 && power < tooMany && fits(power)) {
      // The next few rows more are not looked at again.
      enough = power;
    }
    int most = Math.min(rows, tooMany - 1);
    while (most > enough && !fits(most)) {
      tooMany = most;
      most = Math.max(enough, most / 2);
    }
    enough = Math.max(enough, most);
    return most;
  }

  private boolean fits(int rows) {
    return Footprint.of(graph, rows).bounded(doubtful).fits();
  }
}
