package dev.driftwood.runtime.layers;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of a trace's values is in memory at once.
 *
 * @param batch rows
 */
record Lifetimes(Trace trace, int batch) {
  /** Bytes of all that the steps make. */
  long all() {
    return trace.steps().stream()
        .filter(step -> !step.view())
        .mapToLong(step -> trace.bytes(step.output().id(), batch))
        .sum();
  }

  /** The most bytes at once where a value goes after its last use. */
  long most() {
    int[] owners = trace.owners();
    int[] last = lastUses(owners);
    long now = 0;
    long most = 0;
    List<Step> steps = trace.steps();
    boolean[] made = new boolean[trace.size()];
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int output = owners[step.output().id()];
      if (!step.view()) {
        made[output] = true;
        now += trace.bytes(output, batch);
      }
      most = Math.max(most, now);
      int place = i;
      now -=
          IntStream.concat(step.inputs().stream().mapToInt(id -> owners[id]), IntStream.of(output))
              .distinct()
              .filter(id -> made[id] && last[id] == place)
              .mapToLong(id -> trace.bytes(id, batch))
              .sum();
    }
    return most;
  }

  /** The last step that uses each value; the result is used after all. */
  private int[] lastUses(int[] owners) {
    List<Step> steps = trace.steps();
    int[] last = new int[trace.size()];
    for (int i = 0; i < steps.size(); i++) {
      for (int id : steps.get(i).inputs()) {
        last[owners[id]] = i;
      }
      last[owners[steps.get(i).output().id()]] = i;
    }
    if (!steps.isEmpty()) {
      last[owners[steps.get(steps.size() - 1).output().id()]] = Integer.MAX_VALUE;
    }
    return last;
  }

  /**
   * The most bytes of gradients at once where reverse mode goes back over the steps: the gradient
   * of a value is there from the last step that uses it to the one that made it.
   */
  long mostGradients() {
    int[] owners = trace.owners();
    boolean[] moved = moved(owners);
    boolean[] there = new boolean[trace.size()];
    long now = 0;
    long most = 0;
    List<Step> steps = trace.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      int output = owners[step.output().id()];
      for (int id : step.inputs()) {
        int input = owners[id];
        if (moved[input] && !there[input] && !trace.isParameter(input)) {
          there[input] = true;
          now += trace.bytes(input, batch);
        }
      }
      most = Math.max(most, now);
      if (!step.view() && there[output]) {
        there[output] = false;
        now -= trace.bytes(output, batch);
      }
    }
    return most;
  }

  /** Which values depend on a parameter. */
  private boolean[] moved(int[] owners) {
    boolean[] moved = new boolean[trace.size()];
    for (int id = 0; id < moved.length; id++) {
      moved[id] = trace.isParameter(id);
    }
    for (Step step : trace.steps()) {
      int output = owners[step.output().id()];
      moved[output] |= step.inputs().stream().anyMatch(id -> moved[owners[id]]);
    }
    return moved;
  }
}
