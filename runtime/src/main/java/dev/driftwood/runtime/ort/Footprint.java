package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much memory the values of a graph take, found out before it runs: where memory is short, the
 * system may end the process rather than the run. All values count, as if none were let go before
 * the end, those of graphs within nodes among them ({@link Survey}); one whose shape ONNX Runtime
 * does not infer does not count, but is told.
 *
 * @param bytes of the values, and of what nodes run, by name
 * @param doubtful names of values whose sizes are not known, or that hold nothing
 */
record Footprint(Map<String, Double> bytes, Set<String> doubtful) {
  Footprint {
    bytes = Map.copyOf(bytes);
    doubtful = Set.copyOf(doubtful);
  }

  /**
   * What a graph takes.
   *
   * @param inputs what is fed, with its sizes
   * @throws DriftwoodException where graphs within nodes can't be followed to their end
   */
  static Footprint of(OnnxGraph graph, List<Value> inputs) {
    return Survey.of(graph, inputs, new Looks()).footprint();
  }

  /** What a graph takes for a batch of some rows. */
  static Footprint of(OnnxGraph graph, int rows) {
    return of(graph, graph.inputs().stream().map(input -> ofRows(input, rows)).toList());
  }

  /**
   * Names of values of which only a run tells how large they are, or that hold nothing. What is
   * known of one row may not be of two, where the number of rows says how many axes there are.
   *
   * @param one row's footprint
   */
  static Set<String> doubtful(OnnxGraph graph, Footprint one) {
    Set<String> names = new HashSet<>(one.doubtful);
    names.addAll(of(graph, 2).doubtful);
    return names;
  }

  /**
   * Requires that no values are doubtful but some, which are looked at in the run.
   *
   * @throws DriftwoodException where others are
   */
  Footprint bounded(Set<String> names) {
    if (!names.containsAll(doubtful)) {
      throw new DriftwoodException(
          "the network computes sizes in another way for more rows (expected: the same for any number of them)");
    }
    return this;
  }

  private static Value ofRows(Value input, int rows) {
    int[] dims = input.shape().toArray();
    for (int axis = 0; axis < dims.length; axis++) {
      int each = dims[axis] == Shape.UNKNOWN ? 1 : -dims[axis];
      dims[axis] = dims[axis] < 0 ? Math.multiplyExact(each, rows) : dims[axis];
    }
    return new Value(input.name(), input.type(), Shape.of(dims));
  }

  double total() {
    return bytes.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Whether there is room for a run. */
  boolean fits() {
    return total() <= Memory.room();
  }

  /**
   * Requires that there is room for a run.
   *
   * @throws DriftwoodException where there is not
   */
  void requireRoom() {
    if (!fits()) {
      throw new DriftwoodException(
          "the network's values take %.3g GB, the largest, \"%s\", %.3g GB (expected: %s)"
              .formatted(
                  1e-9 * total(),
                  largest(),
                  1e-9 * bytes.getOrDefault(largest(), 0.0),
                  Memory.expected()));
    }
  }

  private String largest() {
    return Collections.max(bytes.entrySet(), Map.Entry.comparingByValue()).getKey();
  }
}
