package dev.driftwood.bench;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.onnx.GraphCost;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Parameter;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.trainer.djl.InitialWeights;
import dev.driftwood.trainer.export.NetworkExport;
import dev.driftwood.trainer.net.Presets;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the Jacobian-vector product costs: the time of the derived graph, which gives drift and
 * product, over the time of the plain graph in the same run.
 *
 * <p>Plain and derived runs alternate, so that what else the machine does falls on both alike, and
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
   * Measures a preset with random weights.
   *
   * @param batches rows of a run, one result each
   * @param repeats timed runs of each kind, after one that is not timed
   */
  public static List<Row> measure(String preset, List<Integer> batches, int repeats) {
    Network network = Presets.byName(preset);
    OnnxGraph graph = artefact(preset, network).graph();
    try (OrtDrift drift = new OrtDrift(graph, OrtSettings.DEFAULT)) {
      ProductBench bench = new ProductBench(preset, graph, drift);
      return batches.stream().map(batch -> bench.row(batch, repeats)).toList();
    }
  }

  private static Artefact artefact(String preset, Network network) {
    ItemShape shape = new ItemShape(network.itemShape());
    DataSpec data =
        shape.isImage()
            ? new DataSpec.Images(256, new DataTransform.Unit())
            : new DataSpec.Points(new DataTransform.None());
    ModelDescription description =
        ModelDescription.of(preset, SdeSpec.of(SdeSpec.Type.VP), shape, data);
    return NetworkExport.artefact(network, untrained(network), description, Map.of());
  }

  private static TrainedWeights untrained(Network network) {
    InitialWeights initial = new InitialWeights(0);
    Map<String, float[]> values = new HashMap<>();
    for (Parameter parameter : network.census().parameters()) {
      double[] drawn = initial.draw(parameter);
      float[] narrow = new float[drawn.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) drawn[i];
      }
      values.put(parameter.name(), narrow);
    }
    return new TrainedWeights(values);
  }

  private Row row(int batch, int repeats) {
    List<Query> plain = queries(batch, false);
    List<Query> product = queries(batch, true);
    drift.evaluate(plain);
    drift.evaluate(product);
    double[] plainSeconds = new double[repeats];
    double[] productSeconds = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      plainSeconds[i] = seconds(plain);
      productSeconds[i] = seconds(product);
    }
    double base = Median.of(plainSeconds);
    double derived = Median.of(productSeconds);
    long plainAdds = GraphCost.ofDrift(graph).multiplyAdds();
    double adds = (double) GraphCost.ofProduct(graph).multiplyAdds() / plainAdds;
    return new Row(preset, batch, base, derived, derived / base, adds);
  }

  private double seconds(List<Query> queries) {
    long start = System.nanoTime();
    drift.evaluate(queries);
    return (System.nanoTime() - start) * 1e-9;
  }

  private List<Query> queries(int batch, boolean differentiated) {
    int size = Math.toIntExact(graph.input("x").shape().size());
    NoiseStream noise = new NoiseStream(0);
    List<Query> queries = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      double[] x = new double[size];
      double[] v = new double[size];
      noise.normals(row, Purpose.PRIOR, 0, 0, 0, x);
      noise.rademacher(row, Purpose.PROBE, 0, 0, 0, v);
      queries.add(new Query(x, TIME, differentiated ? List.of(v) : List.of()));
    }
    return queries;
  }
}
