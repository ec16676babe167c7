package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ort.Observation;
import dev.driftwood.runtime.ort.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What runs with batches of 1, 2 and 3 rows show of a graph's values: types, sizes and how these
 * follow the batch, and the elements of what depends on no element that is fed.
 *
 * @param runs what each run shows, by name
 * @param dependence which values depend on elements
 */
record Measurement(List<Map<String, Observation>> runs, Dependence dependence) {
  /** Elements up to which a constant value is taken into the graph. */
  private static final long LARGEST_CONSTANT = 1 << 22;

  /** Measures the graph of a connection. */
  static Measurement of(Connection connection) {
    OnnxGraph graph = connection.graph();
    Dependence dependence = Dependence.of(graph);
    Set<String> shown = new HashSet<>();
    for (Node node : graph.nodes()) {
      shown.addAll(node.outputs());
    }
    shown.remove("");
    List<Map<String, Observation>> runs = new ArrayList<>();
    if (shown.isEmpty()) {
      throw new DriftwoodException("the network has no nodes (expected: some)");
    }
    try (Trial trial = Trial.open(graph, shown)) {
      for (int batch = 1; batch <= 3; batch++) {
        runs.add(run(trial, connection, batch, dependence));
      }
    }
    return new Measurement(List.copyOf(runs), dependence);
  }

  private static Map<String, Observation> run(
      Trial trial, Connection connection, int batch, Dependence dependence) {
    try {
      return trial.run(
          Feeding.plausible(connection, batch),
          name -> dependence.varying().contains(name) ? -1 : LARGEST_CONSTANT);
    } catch (DriftwoodException e) {
      if (batch == 1) {
        throw Batches.explained(trial, connection, e);
      }
      throw new DriftwoodException(
          "the network runs with a batch of 1 and not of %d: its batch is fixed (expected: any batch; export it with dynamic axes and without sizes as constants): %s"
              .formatted(batch, e.getMessage()),
          e);
    }
  }

  /** The types of all values that the runs agree on. */
  Map<String, ValueType> types() {
    Map<String, ValueType> types = new HashMap<>();
    runs.get(2).forEach((name, seen) -> type(name).ifPresent(type -> types.put(name, type)));
    return types;
  }

  /** The type of a value; empty where it is no array, or its rank changes with the batch. */
  Optional<ValueType> type(String name) {
    Observation two = runs.get(1).get(name);
    Observation three = runs.get(2).get(name);
    boolean alike =
        two != null && three != null && two.type().shape().rank() == three.type().shape().rank();
    if (!alike) {
      return Optional.empty();
    }
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < two.type().shape().rank(); axis++) {
      dims.add(size(two.type().shape().dim(axis), three.type().shape().dim(axis)));
    }
    return Optional.of(new ValueType(two.type().element(), new Shape(dims)));
  }

  /** A size in terms of the batch, from what it is for two rows and for three. */
  private static int size(int two, int three) {
    if (two == three) {
      return two;
    }
    boolean proportional = two > 0 && 3L * two == 2L * three;
    return proportional ? -(two / 2) : Shape.UNKNOWN;
  }

  /** The elements of a value that are the same whatever is fed; otherwise empty. */
  Optional<Initializer> constant(String name) {
    Optional<Initializer> first = array(0, name);
    boolean same = first.equals(array(1, name)) && first.equals(array(2, name));
    return same ? first : Optional.empty();
  }

  /**
   * A vector of sizes of which at most one follows the batch, that one written as −1; empty where
   * the value is no such vector.
   */
  Optional<long[]> sizes(String name) {
    Optional<Initializer> two = array(1, name).filter(Measurement::isVectorOfSizes);
    Optional<Initializer> three = array(2, name).filter(Measurement::isVectorOfSizes);
    if (two.isEmpty() || three.isEmpty() || !two.get().shape().equals(three.get().shape())) {
      return Optional.empty();
    }
    long[] sizes = two.get().longs();
    long[] other = three.get().longs();
    int open = 0;
    for (int i = 0; i < sizes.length; i++) {
      boolean follows = sizes[i] != other[i];
      open += follows || sizes[i] == -1 ? 1 : 0;
      sizes[i] = follows ? -1 : sizes[i];
    }
    return open <= 1 ? Optional.of(sizes) : Optional.empty();
  }

  private static boolean isVectorOfSizes(Initializer array) {
    return array.type() == DataType.INT64 && array.shape().rank() == 1;
  }

  private Optional<Initializer> array(int run, String name) {
    return Optional.ofNullable(runs.get(run).get(name)).flatMap(Observation::array);
  }
}
