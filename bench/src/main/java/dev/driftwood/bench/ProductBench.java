package dev.driftwood.bench;

import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.onnx.GraphCost;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What Jacobian-vector products cost: the time of the derived graph, which gives drift and product,
 * over the time of the plain graph, and the time of several products of a row that share its plain
 * pass over that of as many which do not.
 *
 * <p>What is compared runs in turn, so that what else the machine does falls on both alike, and
 * medians are taken.
 */
public final class ProductBench {
  private static final double TIME = 0.5;

  private final String preset;
  private final OnnxGraph graph;
  private final OrtDrift drift;

  private ProductBench(String preset, OnnxGraph graph, OrtDrift drift) {
    this.preset = preset;
    this.graph = graph;
    this.drift = drift;
  }

  /**
   * One row of the result.
   *
   * @param preset the network
   * @param batch rows of a run
   * @param plainSeconds of a run of the plain graph, median
   * @param productSeconds of a run of the derived graph, median
   * @param ratio of the two
   * @param multiplyAddRatio of the two graphs, which the ratio is to be held against
   */
  public record Row(
      String preset,
      int batch,
      double plainSeconds,
      double productSeconds,
      double ratio,
      double multiplyAddRatio) {}

  /**
   * One row of the result for several products.
   *
   * @param preset the network
   * @param batch rows of a run
   * @param probes products of each row
   * @param sharedSeconds of all products, sharing a plain pass, median
   * @param separateSeconds of all products, each with a plain pass of its own, median
   * @param secondsPerProduct shared, of a row
   * @param ratio of shared to separate
   */
  public record SharedRow(
      String preset,
      int batch,
      int probes,
      double sharedSeconds,
      double separateSeconds,
      double secondsPerProduct,
      double ratio) {}

  /**
   * Measures a preset with random weights.
   *
   * @param batches rows of a run, one result each
   * @param effort for each result
   */
  public static List<Row> measure(String preset, List<Integer> batches, Effort effort) {
    return opened(preset, bench -> batches.stream().map(b -> bench.row(b, effort)).toList());
  }

  /**
   * Measures several products of a row.
   *
   * @param batches rows of a run, one result each
   * @param probes products of each row, at least 1
   * @param effort for each result
   */
  public static List<SharedRow> measureShared(
      String preset, List<Integer> batches, int probes, Effort effort) {
    return opened(
        preset, bench -> batches.stream().map(b -> bench.sharedRow(b, probes, effort)).toList());
  }

  private static <R> R opened(String preset, Function<ProductBench, R> measurement) {
    OnnxGraph graph = UntrainedModel.of(preset).graph();
    try (OrtDrift drift = new OrtDrift(graph, OrtSettings.DEFAULT)) {
      return measurement.apply(new ProductBench(preset, graph, drift));
    }
  }

  private Row row(int batch, Effort effort) {
    List<Query> plain = queries(batch, 0);
    List<Query> product = queries(batch, 1);
    Alternation times =
        Alternation.of(effort, () -> drift.evaluate(plain), () -> drift.evaluate(product));
    double ratio = times.second() / times.first();
    long plainAdds = GraphCost.ofDrift(graph).multiplyAdds();
    double adds = (double) GraphCost.ofProduct(graph).multiplyAdds() / plainAdds;
    return new Row(preset, batch, times.first(), times.second(), ratio, adds);
  }

  private SharedRow sharedRow(int batch, int probes, Effort effort) {
    List<Query> together = queries(batch, probes);
    List<Query> one = queries(batch, 1);
    Runnable separately =
        () -> {
          for (int probe = 0; probe < probes; probe++) {
            drift.evaluate(one);
          }
        };
    Alternation times = Alternation.of(effort, () -> drift.evaluate(together), separately);
    return new SharedRow(
        preset,
        batch,
        probes,
        times.first(),
        times.second(),
        times.first() / batch / probes,
        times.first() / times.second());
  }

  private List<Query> queries(int batch, int probes) {
    int size = Math.toIntExact(graph.input("x").shape().size());
    NoiseStream noise = new NoiseStream(0);
    List<Query> queries = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      double[] x = new double[size];
      noise.normals(row, Purpose.PRIOR, 0, 0, 0, x);
      List<double[]> tangents = new ArrayList<>();
      for (int probe = 0; probe < probes; probe++) {
        double[] v = new double[size];
        noise.rademacher(row, Purpose.PROBE, 0, probe, 0, v);
        tangents.add(v);
      }
      queries.add(new Query(x, TIME, tangents));
    }
    return queries;
  }
}
