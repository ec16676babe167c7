package dev.driftwood.runtime.layers;

import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of one evaluation of a network, in order. */
final class Trace {
  private final List<Traced> values = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Integer, String> parameters = new LinkedHashMap<>();

  /** What is fed, or constant. */
  Traced given(Shape shape) {
    Traced value = new Traced(values.size(), shape);
    values.add(value);
    return value;
  }

  /** A trained array. */
  Traced parameter(String name, Shape shape) {
    Traced value = given(shape);
    parameters.put(value.id(), name);
    return value;
  }

  Traced step(String scope, List<Traced> inputs, Shape shape, long multiplyAdds, boolean view) {
    Traced output = given(shape);
    List<Integer> ids = inputs.stream().map(Traced::id).toList();
    steps.add(new Step(scope, ids, output, multiplyAdds, view));
    return output;
  }

  List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  Traced value(int id) {
    return values.get(id);
  }

  int size() {
    return values.size();
  }

  boolean isParameter(int id) {
    return parameters.containsKey(id);
  }

  /** Trained numbers, all together. */
  long parameterCount() {
    return parameters.keySet().stream().mapToLong(id -> values.get(id).shape().size()).sum();
  }

  /** For each value the one whose memory it is, itself where it has its own. */
  int[] owners() {
    int[] owners = new int[values.size()];
    for (int id = 0; id < owners.length; id++) {
      owners[id] = id;
    }
    for (Step step : steps) {
      if (step.view()) {
        owners[step.output().id()] = owners[step.inputs().get(0)];
      }
    }
    return owners;
  }

  /** Bytes of a value as float32 for a batch of some rows; 0 where that is not known. */
  long bytes(int id, int batch) {
    Shape shape = values.get(id).shape();
    return shape.isKnown() ? Float.BYTES * shape.at(batch).size() : 0;
  }
}
