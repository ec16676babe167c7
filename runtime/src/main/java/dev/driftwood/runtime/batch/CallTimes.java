package dev.driftwood.runtime.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up how long calls take. Told by the network's own thread, asked by any. */
final class CallTimes {
  private final Map<Kind, Counts> counts = new ConcurrentHashMap<>();

  private record Kind(Lane lane, int rows) {}

  /** Calls by the time they took; a lock that is hardly ever wanted by two. */
  private static final class Counts {
    private final long[] calls = new long[CallTime.BOUNDS.size() + 1];
    private double seconds;

    synchronized void add(double taken) {
      int bound = 0;
      while (bound < CallTime.BOUNDS.size() && taken > CallTime.BOUNDS.get(bound)) {
        bound++;
      }
      calls[bound]++;
      seconds += taken;
    }

    synchronized CallTime of(Kind kind) {
      return new CallTime(kind.lane(), kind.rows(), Arrays.stream(calls).boxed().toList(), seconds);
    }
  }

  void observe(Lane lane, int rows, double seconds) {
    counts.computeIfAbsent(new Kind(lane, upToPower(rows)), kind -> new Counts()).add(seconds);
  }

  private static int upToPower(int rows) {
    int lower = Integer.highestOneBit(rows);
    return lower == rows ? rows : 2 * lower;
  }

  /** What there has been so far, by lane and size. */
  List<CallTime> all() {
    List<CallTime> all = new ArrayList<>();
    counts.forEach((kind, known) -> all.add(known.of(kind)));
    all.sort(Comparator.comparing(CallTime::lane).thenComparingInt(CallTime::rows));
    return all;
  }
}
