package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.fixture.LabelledGaussian;
import dev.driftwood.runtime.fixture.SmallImageNetwork;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products that share a plain pass against each alone. */
class SharedPassTest {
  private static final int MOST = 9;

  private final NoiseStream noise = new NoiseStream(4);

  static List<OnnxGraph> networks() {
    GaussianNetwork class0 = new GaussianNetwork(List.of(0.5, -1.0, 0.25), 0.5);
    GaussianNetwork class1 = new GaussianNetwork(List.of(0.0, 2.0, 1.0), 2);
    return List.of(
        Artefacts.graph(new SmallImageNetwork(2, 8, 6), 5),
        Artefacts.graph(class0, 5),
        new LabelledGaussian(List.of(class0, class1)).graph());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void givesTheBitsOfEachProductAlone(OnnxGraph network) {
    try (OrtDrift drift = new OrtDrift(network, OrtSettings.DEFAULT)) {
      List<Query> queries =
          IntStream.rangeClosed(1, MOST).mapToObj(count -> query(network, 3, count)).toList();
      double[] alone = alone(drift, queries.get(MOST - 1));

      for (Query query : queries) {
        Evaluation evaluation = drift.evaluate(List.of(query)).get(0);
        assertThat(evaluation.traces()).isEqualTo(prefix(alone, query.tangents().size()));
        assertThat(evaluation.drift()).isEqualTo(drift.evaluate(queries).get(0).drift());
      }
    }
  }

  /** Rows with as many tangents as come, in one call and in the other order. */
  @ParameterizedTest
  @MethodSource("networks")
  void givesTheSameBitsInAnyCompany(OnnxGraph network) {
    List<Query> queries = new ArrayList<>();
    int[] counts = {3, 9, 0, 1, 17, 8, 3, 2};
    for (int row = 0; row < counts.length; row++) {
      queries.add(query(network, row, counts[row]));
    }
    try (OrtDrift drift = new OrtDrift(network, OrtSettings.DEFAULT)) {
      List<Evaluation> together = drift.evaluate(queries);
      for (int row = 0; row < counts.length; row++) {
        Evaluation alone = drift.evaluate(List.of(queries.get(row))).get(0);
        assertThat(together.get(row).traces()).hasSize(counts[row]).isEqualTo(alone.traces());
        assertThat(together.get(row).drift()).isEqualTo(alone.drift());
      }
    }
  }

  @Test
  void givesZerosWhereTheDriftDoesNotDependOnTheState() {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, Shape.of(Shape.BATCH, 2));
    Value t = builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    Value drift = ops.expandAs(ops.reshape(t, -1, 1), x);
    OnnxGraph constant = builder.build("drift", Map.of("drift", drift));

    try (OrtDrift network = new OrtDrift(constant, OrtSettings.DEFAULT)) {
      Evaluation evaluation = network.evaluate(List.of(query(constant, 0, 3))).get(0);

      assertThat(evaluation.drift()).containsExactly(0.5, 0.5);
      assertThat(evaluation.traces()).containsExactly(0, 0, 0);
    }
  }

  private static double[] alone(OrtDrift drift, Query query) {
    return query.tangents().stream()
        .map(v -> new Query(query.x(), query.t(), query.label(), List.of(v)))
        .mapToDouble(each -> drift.evaluate(List.of(each)).get(0).traces()[0])
        .toArray();
  }

  private static double[] prefix(double[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  private Query query(OnnxGraph network, int row, int count) {
    int size = Math.toIntExact(network.input("x").shape().size());
    double[] x = new double[size];
    noise.normals(row, Purpose.PRIOR, 0, 0, 0, x);
    List<double[]> tangents = new ArrayList<>();
    for (int probe = 0; probe < count; probe++) {
      double[] v = new double[size];
      noise.normals(row, Purpose.PROBE, 0, probe, 0, v);
      tangents.add(v);
    }
    return new Query(x, 0.5, row % 2, tangents);
  }
}
