package dev.driftwood.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Two things timed in turn, so that what else the machine does falls on both alike.
 *
 * @param first seconds of the one, median
 * @param second seconds of the other, median
 */
record Alternation(double first, double second) {
  /** Times both, after a run of each that is not timed. */
  static Alternation of(Effort effort, Runnable first, Runnable second) {
    first.run();
    second.run();
    List<Double> firsts = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    long start = System.nanoTime();
    while (effort.goesOn(firsts.size(), since(start))) {
      firsts.add(seconds(first));
      seconds.add(seconds(second));
    }
    return new Alternation(median(firsts), median(seconds));
  }

  private static double seconds(Runnable run) {
    long start = System.nanoTime();
    run.run();
    return since(start);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private static double median(List<Double> values) {
    return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
