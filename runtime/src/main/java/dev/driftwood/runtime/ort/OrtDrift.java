package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The drift of a network in ONNX Runtime: questions of many rows become one run of the plain graph
 * and, where Jacobian-vector products are asked for, one of the derived graph.
 *
 * <p>The derived graph is made when the first product is asked for. Thread-safe.
 */
public final class OrtDrift implements DriftFunction, AutoCloseable {
  /** Products in one run, where the queries are fewer: an image has thousands of unit vectors. */
  private static final int PRODUCTS = 32;

  private final OnnxGraph graph;
  private final OrtSettings settings;
  private final Rows rows;
  private final OrtNetwork plain;
  private @Nullable OrtNetwork product;
  private boolean closed;

  /**
   * Opens a network.
   *
   * @param graph inputs {@code x}, {@code t} and perhaps {@code label}, output {@code drift}
   */
  public OrtDrift(OnnxGraph graph, OrtSettings settings) {
    this.graph = graph;
    this.settings = settings;
    this.rows = new Rows(graph);
    this.plain = OrtNetwork.open(new OnnxModel(graph, Map.of()), settings);
  }

  @Override
  public List<Evaluation> evaluate(List<Query> queries) {
    Evaluation[] answers = new Evaluation[queries.size()];
    List<Integer> simple = new ArrayList<>();
    List<Integer> differentiated = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      (queries.get(i).tangents().isEmpty() ? simple : differentiated).add(i);
    }
    evaluateDrifts(queries, simple, answers);
    evaluateProducts(queries, differentiated, answers);
    return List.of(answers);
  }

  private void evaluateDrifts(List<Query> queries, List<Integer> places, Evaluation[] answers) {
    if (places.isEmpty()) {
      return;
    }
    List<Query> asked = places.stream().map(queries::get).toList();
    float[] drifts = run(plain, rows.points(asked), List.of("drift"), asked.size()).get(0);
    for (int i = 0; i < asked.size(); i++) {
      answers[places.get(i)] = new Evaluation(rows.row(drifts, i));
    }
  }

  /** In as many runs as it takes for none to hold more rows than there are queries, or than 32. */
  private void evaluateProducts(List<Query> queries, List<Integer> places, Evaluation[] answers) {
    List<Direction> directions = new ArrayList<>();
    for (int place : places) {
      Query query = queries.get(place);
      int count = query.tangents().size();
      answers[place] = new Evaluation(new double[rows.itemSize()], new double[count]);
      for (int k = 0; k < count; k++) {
        directions.add(new Direction(query, k, answers[place]));
      }
    }
    int most = Math.max(places.size(), PRODUCTS);
    for (int start = 0; start < directions.size(); start += most) {
      multiply(directions.subList(start, Math.min(start + most, directions.size())));
    }
  }

  /**
   * One product that is wanted.
   *
   * @param query at which point
   * @param index of the tangent v among the query's
   * @param answer takes the drift, and vᵀ J v at the index
   */
  private record Direction(Query query, int index, Evaluation answer) {}

  private void multiply(List<Direction> directions) {
    int count = directions.size();
    List<double[]> tangents =
        directions.stream().map(each -> each.query().tangents().get(each.index())).toList();
    List<Feed> feeds = rows.points(directions.stream().map(Direction::query).toList());
    feeds.add(rows.states("v", tangents));
    List<float[]> outputs = run(product(), feeds, List.of("drift", "jvp"), count);
    for (int i = 0; i < count; i++) {
      Evaluation answer = directions.get(i).answer();
      System.arraycopy(rows.row(outputs.get(0), i), 0, answer.drift(), 0, rows.itemSize());
      answer.traces()[directions.get(i).index()] =
          dot(tangents.get(i), rows.row(outputs.get(1), i));
    }
  }

  /** ONNX Runtime only warns where a graph gives another shape than it declares. */
  private List<float[]> run(OrtNetwork network, List<Feed> feeds, List<String> outputs, int count) {
    List<float[]> values = network.run(feeds, outputs);
    for (float[] output : values) {
      if (output.length != count * rows.itemSize()) {
        throw new DriftwoodException(
            "the network gives %d numbers for %d rows (expected: %d for each, the shape of x)"
                .formatted(output.length, count, rows.itemSize()));
      }
    }
    return values;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0.0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private synchronized OrtNetwork product() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    if (product == null) {
      product = OrtNetwork.open(new OnnxModel(ProductGraph.of(graph), Map.of()), settings);
    }
    return product;
  }

  /** Ends the sessions after what runs in them. */
  @Override
  public void close() {
    plain.close();
    synchronized (this) {
      closed = true;
      if (product != null) {
        product.close();
      }
    }
  }
}
