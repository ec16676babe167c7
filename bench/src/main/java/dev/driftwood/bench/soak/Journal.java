package dev.driftwood.bench.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What came of the requests. Thread-safe. */
final class Journal {
  /** Enough to see what is wrong. */
  private static final int MOST_SURPRISES = 10;

  private final Map<Scenario, Map<Outcome, Long>> counts = new EnumMap<>(Scenario.class);
  private final Map<Scenario, Times> times = new EnumMap<>(Scenario.class);
  private final List<String> surprises = new ArrayList<>();

  synchronized void add(Scenario scenario, Outcome outcome, double seconds) {
    counts
        .computeIfAbsent(scenario, s -> new EnumMap<>(Outcome.class))
        .merge(outcome, 1L, Long::sum);
    times.computeIfAbsent(scenario, s -> new Times()).add(seconds);
  }

  synchronized void surprise(String what) {
    if (surprises.size() < MOST_SURPRISES) {
      surprises.add(what);
    }
  }

  synchronized List<String> surprises() {
    return List.copyOf(surprises);
  }

  synchronized List<SoakReport.Line> lines() {
    List<SoakReport.Line> lines = new ArrayList<>();
    counts.forEach(
        (scenario, by) ->
            lines.add(
                new SoakReport.Line(
                    scenario,
                    Map.copyOf(by),
                    times.get(scenario).quantile(0.5),
                    times.get(scenario).quantile(0.99))));
    return lines;
  }

  /** Seconds, as many as there are. */
  private static final class Times {
    private float[] seconds = new float[64];
    private int count;

    void add(double value) {
      if (count == seconds.length) {
        seconds = Arrays.copyOf(seconds, 2 * count);
      }
      seconds[count++] = (float) value;
    }

    double quantile(double part) {
      float[] sorted = Arrays.copyOf(seconds, count);
      Arrays.sort(sorted);
      return sorted[(int) Math.min(count - 1L, Math.max(0, Math.ceil(part * count) - 1))];
    }
  }
}
