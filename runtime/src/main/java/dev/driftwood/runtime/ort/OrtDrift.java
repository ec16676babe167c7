package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.solve.AbandonableDrift;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The drift of a network in ONNX Runtime: questions of many rows become one run of the plain graph
 * and, where Jacobian-vector products are asked for, runs of derived graphs in which the products
 * of a row share its plain pass. Rows for which there is not enough memory together are run one
 * after the other.
 *
 * <p>Derived graphs are made when products are first asked for. Thread-safe.
 */
public final class OrtDrift implements AbandonableDrift, AutoCloseable {
  /** Products in one run, where the queries are fewer: an image has thousands of unit vectors. */
  private static final int PRODUCTS = 32;

  private final Rows rows;
  private final OrtNetwork plain;
  private final ProductNetworks products;

  /**
   * Opens a network.
   *
   * @param graph inputs {@code x}, {@code t} and perhaps {@code label}, output {@code drift}
   */
  public OrtDrift(OnnxGraph graph, OrtSettings settings) {
    this.rows = new Rows(graph);
    this.plain = OrtNetwork.open(new OnnxModel(graph, Map.of()), settings);
    this.products = new ProductNetworks(graph, settings);
  }

  @Override
  public List<Evaluation> evaluate(List<Query> queries, BooleanSupplier abandoned) {
    Evaluation[] answers = new Evaluation[queries.size()];
    List<Integer> simple = new ArrayList<>();
    List<Integer> differentiated = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      (queries.get(i).tangents().isEmpty() ? simple : differentiated).add(i);
    }
    evaluateDrifts(queries, simple, answers, abandoned);
    evaluateProducts(queries, differentiated, answers, abandoned);
    return List.of(answers);
  }

  private void evaluateDrifts(
      List<Query> queries, List<Integer> places, Evaluation[] answers, BooleanSupplier abandoned) {
    for (int start = 0; start < places.size(); ) {
      int most = plain.most(rows.most(places.size() - start));
      List<Integer> some = places.subList(start, start + most);
      List<Query> asked = some.stream().map(queries::get).toList();
      float[] drifts =
          run(plain, rows.points(asked), List.of("drift"), asked.size(), abandoned).get(0);
      for (int i = 0; i < asked.size(); i++) {
        answers[some.get(i)] = new Evaluation(rows.row(drifts, i));
      }
      start += most;
    }
  }

  /**
   * In as many runs as it takes for none to give more products than there are queries, or 32, or
   * memory for.
   */
  private void evaluateProducts(
      List<Query> queries, List<Integer> places, Evaluation[] answers, BooleanSupplier abandoned) {
    List<TangentGroup> groups = new ArrayList<>();
    for (int place : places) {
      int tangents = queries.get(place).tangents().size();
      List<double[]> kept = queries.get(place).products() ? new ArrayList<>() : List.of();
      answers[place] = new Evaluation(new double[rows.itemSize()], new double[tangents], kept, 1);
      groups.addAll(TangentGroup.of(place, queries.get(place)));
    }
    for (int size : TangentGroup.SIZES) {
      List<TangentGroup> alike = groups.stream().filter(group -> group.size() == size).toList();
      int wanted = Math.max(places.size(), PRODUCTS) / size;
      for (int start = 0; start < alike.size(); ) {
        int left = Math.min(wanted, alike.size() - start);
        int most = products.giving(size).most(rows.most(left));
        multiply(size, alike.subList(start, start + most), answers, abandoned);
        start += most;
      }
    }
  }

  private void multiply(
      int size, List<TangentGroup> groups, Evaluation[] answers, BooleanSupplier abandoned) {
    List<Feed> feeds = rows.points(groups.stream().map(TangentGroup::query).toList());
    List<String> outputs = new ArrayList<>(List.of("drift"));
    for (int k = 0; k < size; k++) {
      int tangent = k;
      feeds.add(rows.states("v" + k, groups.stream().map(g -> g.tangent(tangent)).toList()));
      outputs.add("jvp" + k);
    }
    List<float[]> values = run(products.giving(size), feeds, outputs, groups.size(), abandoned);
    for (int i = 0; i < groups.size(); i++) {
      answer(groups.get(i), i, values, answers[groups.get(i).place()]);
    }
  }

  private void answer(TangentGroup group, int row, List<float[]> values, Evaluation answer) {
    if (group.first() == 0) {
      System.arraycopy(rows.row(values.get(0), row), 0, answer.drift(), 0, rows.itemSize());
    }
    for (int k = 0; k < group.size(); k++) {
      answer.traces()[group.first() + k] = rows.dot(group.tangent(k), values.get(1 + k), row);
      if (group.query().products()) {
        answer.products().add(rows.row(values.get(1 + k), row));
      }
    }
  }

  /** ONNX Runtime only warns where a graph gives another shape than it declares. */
  private List<float[]> run(
      OrtNetwork network,
      List<Feed> feeds,
      List<String> outputs,
      int count,
      BooleanSupplier abandoned) {
    List<float[]> values = network.run(feeds, outputs, abandoned);
    for (float[] output : values) {
      if (output.length != count * rows.itemSize()) {
        throw new DriftwoodException(
            "the network gives %d numbers for %d rows (expected: %d for each, the shape of x)"
                .formatted(output.length, count, rows.itemSize()));
      }
    }
    return values;
  }

  /** Bytes of memory that the process has; 0 where the system does not say. */
  public static double residentBytes() {
    return Memory.resident();
  }

  /** Ends the sessions after what runs in them. */
  @Override
  public void close() {
    plain.close();
    products.close();
  }
}
