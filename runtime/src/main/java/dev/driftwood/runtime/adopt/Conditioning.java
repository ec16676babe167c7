package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.List;
import java.util.Map;

/** What a network is fed as its time, as a graph over the SDE's time. */
final class Conditioning {
  private Conditioning() {}

  /**
   * The network's own time.
   *
   * @param time of the SDE
   * @param sigma σ(t)
   * @param input the network's input for it
   */
  static Value of(TimeGraph time, Value sigma, AdoptedSpec spec, Value input) {
    Value fed =
        spec.times().isEmpty()
            ? time.times(time.number(spec.timeScale()), condition(time, sigma, spec))
            : index(time, spec.times());
    boolean whole = !input.type().isFloating();
    Value rounded =
        whole ? TimeGraph.node(time.ops(), "Round", Map.of(), fed.valueType(), fed) : fed;
    Value typed = TimeGraph.cast(time.ops(), rounded, input.type());
    return shaped(time, typed, input.shape());
  }

  private static Value condition(TimeGraph time, Value sigma, AdoptedSpec spec) {
    return switch (spec.conditioning()) {
      case T -> time.t();
      case SIGMA -> sigma;
      case LOG_SIGMA -> TimeGraph.node(time.ops(), "Log", Map.of(), sigma.valueType(), sigma);
    };
  }

  /**
   * The fractional index of a time in a strictly monotone table: the sum over its segments of how
   * far the time has come through each, between 0 and 1.
   */
  private static Value index(TimeGraph time, List<Double> times) {
    int segments = times.size() - 1;
    double[] starts = new double[segments];
    double[] lengths = new double[segments];
    double[] ones = new double[segments];
    for (int i = 0; i < segments; i++) {
      starts[i] = times.get(i);
      lengths[i] = times.get(i + 1) - times.get(i);
      ones[i] = 1;
    }
    Value column = time.ops().reshape(time.t(), -1, 1);
    Value since = time.minus(column, time.array(Shape.of(1, segments), starts));
    Value share = time.over(since, time.array(Shape.of(1, segments), lengths));
    Value clipped =
        TimeGraph.node(
            time.ops(), "Clip", Map.of(), share.valueType(), share, time.number(0), time.number(1));
    Value index = time.ops().matMul(clipped, time.array(Shape.of(segments, 1), ones));
    return time.ops().reshape(index, -1);
  }

  private static Value shaped(TimeGraph time, Value vector, Shape shape) {
    if (shape.rank() == 1) {
      return vector;
    }
    int[] dims = shape.toArray();
    dims[0] = -1;
    return time.ops().reshape(vector, dims);
  }
}
