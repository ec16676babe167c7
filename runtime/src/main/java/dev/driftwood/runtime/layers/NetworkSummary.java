package dev.driftwood.runtime.layers;

import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.GraphCost;
import dev.driftwood.runtime.onnx.GraphPlayer;
import dev.driftwood.runtime.ops.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a network is made of and what it takes, from one evaluation over shapes. */
public final class NetworkSummary {
  private final Trace shipped;
  private final Trace trained;

  private NetworkSummary(Trace shipped, Trace trained) {
    this.shipped = shipped;
    this.trained = trained;
  }

  /** Of a definition. */
  public static NetworkSummary of(Network network) {
    return new NetworkSummary(trace(network, false), trace(network, true));
  }

  private static Trace trace(Network network, boolean training) {
    Trace trace = new Trace();
    Traced rows = trace.given(Shape.of(Shape.BATCH));
    network.forward(
        new TracingOps(trace, "", training),
        parameter -> trace.parameter(parameter.name(), parameter.shape()),
        trace.given(Shape.batched(network.itemShape())),
        rows,
        network.labels() > 0 ? rows : null);
    return trace;
  }

  /** Of an artefact's graph, which is no longer what its training had of dropout. */
  public static NetworkSummary of(OnnxGraph graph) {
    Trace trace = new Trace();
    Map<String, Traced> fed = new HashMap<>();
    graph.inputs().forEach(input -> fed.put(input.name(), trace.given(input.shape())));
    new GraphPlayer<>(new TracingOps(trace, "", false), array -> array(trace, array))
        .play(graph, fed, List.of("drift"));
    return new NetworkSummary(trace, trace);
  }

  private static Traced array(Trace trace, Initializer array) {
    return GraphCost.isTrained(array)
        ? trace.parameter(array.name(), array.shape())
        : trace.given(array.shape());
  }

  /** Trained numbers. */
  public long parameters() {
    return shipped.parameterCount();
  }

  /** Multiply-adds of convolutions and matrix products, per row. */
  public long multiplyAdds() {
    return shipped.steps().stream().mapToLong(Step::multiplyAdds).sum();
  }

  /**
   * The layers, in the order in which they begin.
   *
   * @param depth how many parts of a name tell layers apart, at least 1
   */
  public List<Layer> layers(int depth) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    Set<Integer> seen = new HashSet<>();
    for (Step step : shipped.steps()) {
      String name = cut(step.scope(), depth);
      long fresh =
          step.inputs().stream()
              .filter(id -> shipped.isParameter(id) && seen.add(id))
              .mapToLong(id -> shipped.value(id).shape().size())
              .sum();
      Layer before = layers.getOrDefault(name, new Layer(name, Shape.SCALAR, 0, 0));
      layers.put(
          name,
          new Layer(
              name,
              step.output().shape(),
              before.parameters() + fresh,
              before.multiplyAdds() + step.multiplyAdds()));
    }
    return new ArrayList<>(layers.values());
  }

  private static String cut(String scope, int depth) {
    String[] parts = scope.split("/");
    return parts.length <= depth ? scope : String.join("/", List.of(parts).subList(0, depth));
  }

  /**
   * What training takes with Adam.
   *
   * @param batch rows of a step
   * @param averages of the weights, how many
   */
  public MemoryUse training(int batch, int averages) {
    long weights = Float.BYTES * parameters();
    Lifetimes lifetimes = new Lifetimes(trained, batch);
    return new MemoryUse(
        weights,
        weights,
        2 * weights,
        averages * weights,
        lifetimes.all(),
        lifetimes.mostGradients());
  }

  /** What an evaluation of a batch takes. */
  public MemoryUse inference(int batch) {
    long most = new Lifetimes(shipped, batch).most();
    return new MemoryUse(Float.BYTES * parameters(), 0, 0, 0, most, 0);
  }
}
