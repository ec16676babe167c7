package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final int[] itemShape;
  private final int itemSize;
  private final OrtNetwork plain;
  private @Nullable OrtNetwork product;
  private boolean closed;

  /**
   * Opens a network.
   *
   * @param graph inputs {@code x} and {@code t}, output {@code drift}
   */
  public OrtDrift(OnnxGraph graph, OrtSettings settings) {
    this.graph = graph;
    this.settings = settings;
    Shape x = graph.input("x").shape();
    this.itemShape = Arrays.copyOfRange(x.toArray(), 1, x.rank());
    this.itemSize = Math.toIntExact(x.size());
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

  private void evaluateDrifts(List<Query> queries, List<Integer> rows, Evaluation[] answers) {
    if (rows.isEmpty()) {
      return;
    }
    FloatBuffer x = buffer(Math.multiplyExact(rows.size(), itemSize));
    FloatBuffer t = buffer(rows.size());
    for (int row : rows) {
      put(x, queries.get(row).x());
      t.put((float) queries.get(row).t());
    }
    List<Feed> feeds = List.of(states("x", x, rows.size()), times(t, rows.size()));
    float[] drifts = run(plain, feeds, List.of("drift"), rows.size()).get(0);
    for (int i = 0; i < rows.size(); i++) {
      answers[rows.get(i)] = new Evaluation(row(drifts, i));
    }
  }

  /** In as many runs as it takes for none to hold more rows than there are queries, or than 32. */
  private void evaluateProducts(List<Query> queries, List<Integer> rows, Evaluation[] answers) {
    List<Direction> directions = new ArrayList<>();
    for (int row : rows) {
      Query query = queries.get(row);
      int count = query.tangents().size();
      answers[row] = new Evaluation(new double[itemSize], new double[count]);
      for (int k = 0; k < count; k++) {
        directions.add(new Direction(query, k, answers[row]));
      }
    }
    int most = Math.max(rows.size(), PRODUCTS);
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
    FloatBuffer x = buffer(Math.multiplyExact(count, itemSize));
    FloatBuffer t = buffer(count);
    FloatBuffer v = buffer(Math.multiplyExact(count, itemSize));
    List<double[]> tangents = new ArrayList<>();
    for (Direction direction : directions) {
      double[] tangent = direction.query().tangents().get(direction.index());
      tangents.add(tangent);
      put(x, direction.query().x());
      t.put((float) direction.query().t());
      put(v, tangent);
    }
    List<Feed> feeds = List.of(states("x", x, count), times(t, count), states("v", v, count));
    List<float[]> outputs = run(product(), feeds, List.of("drift", "jvp"), count);
    for (int i = 0; i < count; i++) {
      Direction direction = directions.get(i);
      System.arraycopy(row(outputs.get(0), i), 0, direction.answer().drift(), 0, itemSize);
      direction.answer().traces()[direction.index()] = dot(tangents.get(i), row(outputs.get(1), i));
    }
  }

  /** ONNX Runtime only warns where a graph gives another shape than it declares. */
  private List<float[]> run(OrtNetwork network, List<Feed> feeds, List<String> outputs, int rows) {
    List<float[]> values = network.run(feeds, outputs);
    for (float[] output : values) {
      if (output.length != rows * itemSize) {
        throw new DriftwoodException(
            "the network gives %d numbers for %d rows (expected: %d for each, the shape of x)"
                .formatted(output.length, rows, itemSize));
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

  private Feed states(String name, FloatBuffer values, int rows) {
    long[] shape = new long[itemShape.length + 1];
    shape[0] = rows;
    for (int i = 0; i < itemShape.length; i++) {
      shape[i + 1] = itemShape[i];
    }
    return new Feed(name, values.flip(), shape);
  }

  private static Feed times(FloatBuffer t, int rows) {
    return new Feed("t", t.flip(), new long[] {rows});
  }

  private static FloatBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static void put(FloatBuffer buffer, double[] values) {
    for (double value : values) {
      buffer.put((float) value);
    }
  }

  private double[] row(float[] values, int row) {
    double[] result = new double[itemSize];
    for (int i = 0; i < itemSize; i++) {
      result[i] = values[row * itemSize + i];
    }
    return result;
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
