package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.ort.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A drift graph, tried with rows: what the network within it gives, and the drift made of it. */
final class DriftTrial implements AutoCloseable {
  private final OnnxGraph graph;
  private final Trial trial;
  private final int itemSize;

  private DriftTrial(OnnxGraph graph, Trial trial) {
    this.graph = graph;
    this.trial = trial;
    this.itemSize = Math.toIntExact(graph.input("x").shape().size());
  }

  /** Opens a graph with the outputs of {@link DriftGraph}. */
  static DriftTrial open(OnnxGraph graph) {
    return new DriftTrial(
        graph, Trial.open(graph, graph.outputs().stream().map(Value::name).toList()));
  }

  /** What the network gives, row by row, before it is converted. */
  List<double[]> network(List<Row> rows) {
    return run(rows, graph.outputs().size() == 1 ? DriftGraph.DRIFT : DriftGraph.NETWORK);
  }

  /** The drift, row by row. */
  List<double[]> drift(List<Row> rows) {
    return run(rows, DriftGraph.DRIFT);
  }

  /** The product of the drift's Jacobian with the rows' own x, all rows after each other. */
  double[] product(List<Row> rows) {
    Map<String, Initializer> feeds = feeds(rows);
    feeds.put("v", feeds.get("x").named("v"));
    return trial.run(feeds).get(ProductGraph.PRODUCT).array().orElseThrow().numbers();
  }

  private List<double[]> run(List<Row> rows, String output) {
    double[] values = trial.run(feeds(rows)).get(output).array().orElseThrow().numbers();
    List<double[]> result = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      result.add(Arrays.copyOfRange(values, i * itemSize, (i + 1) * itemSize));
    }
    return result;
  }

  private Map<String, Initializer> feeds(List<Row> rows) {
    int n = rows.size();
    double[] x = rows.stream().flatMapToDouble(row -> Arrays.stream(row.x())).toArray();
    double[] t = rows.stream().mapToDouble(Row::t).toArray();
    double[] label = rows.stream().mapToDouble(Row::label).toArray();
    Map<String, Initializer> feeds = new HashMap<>();
    Shape state = graph.input("x").shape().at(n);
    feeds.put("x", Initializer.of("x", DataType.FLOAT, state, x));
    feeds.put("t", Initializer.of("t", DataType.FLOAT, Shape.of(n), t));
    if (graph.inputs().stream().anyMatch(input -> input.name().equals("label"))) {
      feeds.put("label", Initializer.of("label", DataType.INT64, Shape.of(n), label));
    }
    return feeds;
  }

  @Override
  public void close() {
    trial.close();
  }
}
