package dev.driftwood.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Weights;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.trainer.djl.Arrays;
import dev.driftwood.trainer.djl.DjlOps;
import dev.driftwood.trainer.net.EdmNetwork;
import dev.driftwood.trainer.net.NetworkOption;
import dev.driftwood.trainer.net.Presets;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every option of the U-Net, at tiny widths and with random weights: as it is trained, as it is
 * shipped, and in plain doubles.
 */
@Tag("one-jdk")
class ComposedNetworkTest {
  private static final List<Integer> SHAPE = List.of(2, 8, 8);
  private static final Map<NetworkOption, String> TINY =
      Map.of(
          NetworkOption.CHANNELS, "8",
          NetworkOption.MULTIPLIERS, "1,2",
          NetworkOption.BLOCKS, "1",
          NetworkOption.ATTENTION, "4");
  private static final int ROWS = 5;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("diffusion-zero", 3, Map.of()),
        Arguments.of("ddpmpp", 0, Map.of(NetworkOption.HEADS, "2")),
        Arguments.of("ncsnpp", 0, Map.of()),
        Arguments.of(
            "mnist",
            0,
            Map.of(
                NetworkOption.CONDITIONING, "scale-shift",
                NetworkOption.PROGRESSIVE_INPUT, "sum",
                NetworkOption.HEADS, "4")),
        Arguments.of(
            "ncsnpp",
            3,
            Map.of(
                NetworkOption.CONDITIONING, "scale-shift",
                NetworkOption.PROGRESSIVE_INPUT, "sum")),
        Arguments.of(
            "ddpmpp",
            0,
            Map.of(
                NetworkOption.PROGRESSIVE_INPUT, "residual", NetworkOption.SKIP_RESCALE, "false")),
        Arguments.of("edm", 0, Map.of()));
  }

  private static Network network(String preset, int labels, Map<NetworkOption, String> changes) {
    Map<NetworkOption, String> all = new HashMap<>(TINY);
    all.putAll(changes);
    return preset.equals("edm")
        ? new EdmNetwork(Presets.changed("ddpmpp", all, SHAPE, labels), 0.01, 50, 0.5)
        : Presets.changed(preset, all, SHAPE, labels);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void isTheSameNetworkInEveryEngine(
      String preset, int labels, Map<NetworkOption, String> changes) {
    Network network = network(preset, labels, changes);
    TrainedWeights weights = UnitGain.weights(network, 17);
    List<Query> queries = queries(network);
    double[] trained = trained(network, weights, queries);
    try (OrtDrift shipped = new OrtDrift(graph(network, weights), OrtSettings.DEFAULT)) {
      List<Evaluation> together = shipped.evaluate(queries);
      for (int row = 0; row < ROWS; row++) {
        Tensor expected = new Tensor(row(trained, row), new Shape(SHAPE));
        // Float32 through some forty layers, of features of times that go round often.
        assertThat(RandomTensors.relativeError(expected, together.get(row).drift()))
            .isLessThan(1e-4);
        Evaluation alone = shipped.evaluate(queries.subList(row, row + 1)).get(0);
        assertThat(alone.drift()).isEqualTo(together.get(row).drift());
        assertThat(alone.traces()).isEqualTo(together.get(row).traces());
      }
      List<Evaluation> three = shipped.evaluate(queries.subList(1, 4));
      assertThat(three.get(1).drift()).isEqualTo(together.get(2).drift());
      requireExact(network, weights, queries.get(0), together.get(0));
      requireExact(network, weights, queries.get(3), together.get(3));
    }
  }

  private static void requireExact(
      Network network, TrainedWeights weights, Query query, Evaluation shipped) {
    Dual<Tensor> exact = exact(network, weights, List.of(query));
    // As above.
    assertThat(RandomTensors.relativeError(exact.primal(), shipped.drift())).isLessThan(1e-4);
    double slope = dot(query.tangents().get(0), exact.tangent().values());
    double scale = Math.max(1, Math.abs(slope));
    assertThat(shipped.traces()[0]).isCloseTo(slope, within(1e-3 * scale));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("networks")
  void hasTheDerivativeOfCentralDifferences(
      String preset, int labels, Map<NetworkOption, String> changes) {
    Network network = network(preset, labels, changes);
    TrainedWeights weights = UnitGain.weights(network, 17);
    List<Query> queries = queries(network).subList(1, 2);
    Query query = queries.get(0);
    double step = 1e-5;

    double[] ahead = exact(network, weights, List.of(moved(query, step))).primal().values();
    double[] behind = exact(network, weights, List.of(moved(query, -step))).primal().values();

    double[] slopes = new double[ahead.length];
    java.util.Arrays.setAll(slopes, i -> (ahead[i] - behind[i]) / (2 * step));
    Tensor tangent = exact(network, weights, queries).tangent();
    // Truncation h² · third derivative, rounding 1e-16/h.
    assertThat(RandomTensors.relativeError(tangent, slopes)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void learnsWithEveryParameter(String preset, int labels, Map<NetworkOption, String> changes) {
    Network network = network(preset, labels, changes);
    Map<String, float[]> gradients =
        gradients(network, UnitGain.weights(network, 17), queries(network).subList(1, 3));

    gradients.forEach(
        (name, gradient) -> {
          double norm = Math.sqrt(dot(widened(gradient), widened(gradient)));
          // What all a softmax's arguments are shifted by does not show.
          if (!name.endsWith("key.bias")) {
            assertThat(norm).as(name).isGreaterThan(1e-4);
          }
        });
  }

  /** Of the sum of squares of what the network gives. */
  private static Map<String, float[]> gradients(
      Network network, TrainedWeights weights, List<Query> queries) {
    try (NDManager manager = NDManager.newBaseManager();
        var collector = Engine.getInstance().newGradientCollector()) {
      Map<String, NDArray> leaves = new HashMap<>();
      for (var p : network.census().parameters()) {
        NDArray leaf = array(manager, new Tensor(widened(weights.of(p)), p.shape()));
        leaf.setRequiresGradient(true);
        leaves.put(p.name(), leaf);
      }
      collector.backward(
          drift(manager, network, p -> leaves.get(p.name()), queries).square().sum());
      Map<String, float[]> gradients = new HashMap<>();
      leaves.forEach((name, leaf) -> gradients.put(name, leaf.getGradient().toFloatArray()));
      return gradients;
    }
  }

  private static List<Query> queries(Network network) {
    RandomTensors random = new RandomTensors(3);
    List<Query> queries = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double time = (float) (row == 0 ? 1e-5 : row / 4.0);
      double[] x = rounded(random.next(new Shape(SHAPE)).values());
      double[] v = rounded(random.next(new Shape(SHAPE)).values());
      int label = network.labels() == 0 ? Query.UNLABELLED : row % network.labels();
      queries.add(new Query(x, time, label, List.of(v)));
    }
    return queries;
  }

  private static Query moved(Query query, double step) {
    double[] x = query.x().clone();
    java.util.Arrays.setAll(x, i -> x[i] + step * query.tangents().get(0)[i]);
    return new Query(x, query.t(), query.label(), query.tangents());
  }

  private static double[] rounded(double[] values) {
    return java.util.Arrays.stream(values).map(value -> (float) value).toArray();
  }

  private static Dual<Tensor> exact(Network network, TrainedWeights weights, List<Query> queries) {
    ReferenceOps plain = new ReferenceOps();
    Dual<Tensor> x =
        new Dual<>(
            joined(queries.stream().map(Query::x).toList()),
            joined(queries.stream().map(query -> query.tangents().get(0)).toList()));
    Weights<Dual<Tensor>> doubles =
        p -> Dual.constant(new Tensor(widened(weights.of(p)), p.shape()));
    Ops<Dual<Tensor>> ops = new ForwardMode<>(plain);
    Dual<Tensor> t = Dual.constant(numbers(queries.stream().mapToDouble(Query::t).toArray()));
    Dual<Tensor> label =
        Dual.constant(numbers(queries.stream().mapToDouble(Query::label).toArray()));
    Dual<Tensor> drift = network.forward(ops, doubles, x, t, network.labels() == 0 ? null : label);
    return new Dual<>(drift.primal(), Objects.requireNonNull(drift.tangent()));
  }

  private static double[] trained(Network network, TrainedWeights weights, List<Query> queries) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Weights<NDArray> arrays = p -> array(manager, new Tensor(widened(weights.of(p)), p.shape()));
      return widened(drift(manager, network, arrays, queries).toFloatArray());
    }
  }

  private static NDArray drift(
      NDManager manager, Network network, Weights<NDArray> weights, List<Query> queries) {
    NDArray label = array(manager, numbers(queries.stream().mapToDouble(Query::label).toArray()));
    return network.forward(
        new DjlOps(manager),
        weights,
        array(manager, joined(queries.stream().map(Query::x).toList())),
        array(manager, numbers(queries.stream().mapToDouble(Query::t).toArray())),
        network.labels() == 0 ? null : label);
  }

  private static OnnxGraph graph(Network network, TrainedWeights weights) {
    ModelDescription plain =
        ModelDescription.of(
            "composed",
            SdeSpec.of(SdeSpec.Type.VE),
            new ItemShape(network.itemShape()),
            new DataSpec.Images(256, new DataTransform.Centered()));
    ModelDescription description =
        network.labels() == 0
            ? plain
            : plain.withLabels(
                new LabelSpec(
                    network.labels() - 1, OptionalInt.of(network.labels() - 1), List.of()));
    return NetworkExport.artefact(network, weights, description, Map.of()).graph();
  }

  private static NDArray array(NDManager manager, Tensor tensor) {
    return Arrays.create(manager, tensor.values(), tensor.shape(), DataType.FLOAT32);
  }

  private static Tensor joined(List<double[]> rows) {
    double[] values = rows.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    return new Tensor(values, Shape.batched(SHAPE).with(0, rows.size()));
  }

  private static Tensor numbers(double[] values) {
    return new Tensor(values, Shape.of(values.length));
  }

  private static double[] row(double[] values, int row) {
    int size = values.length / ROWS;
    return java.util.Arrays.copyOfRange(values, row * size, (row + 1) * size);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
