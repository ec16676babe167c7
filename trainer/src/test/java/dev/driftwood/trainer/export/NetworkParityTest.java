package dev.driftwood.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.trainer.djl.Arrays;
import dev.driftwood.trainer.djl.DjlOps;
import dev.driftwood.trainer.net.Presets;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One network in three engines: DJL as it is trained, ONNX Runtime as it is shipped, and plain
 * doubles. All weights are random at unit gain, so that every block shows in the result.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("one-jdk")
class NetworkParityTest {
  private static final double[] TIMES = {1e-5, 0.1, 0.5, 1};

  private final Network network = Presets.byName("mnist");
  private final TrainedWeights weights = UnitGain.weights(network, 17);
  private final OrtDrift shipped = new OrtDrift(export().graph(), OrtSettings.DEFAULT);
  private final NDManager manager = NDManager.newBaseManager();

  private Artefact export() {
    ModelDescription description =
        ModelDescription.of(
            "parity",
            SdeSpec.of(SdeSpec.Type.VP),
            new ItemShape(network.itemShape()),
            new DataSpec.Images(256, new DataTransform.Logit(0.05)));
    return NetworkExport.artefact(network, weights, description, Map.of());
  }

  @AfterAll
  void close() {
    shipped.close();
    manager.close();
  }

  // The largest difference over the largest value of a row. Float32 carries 6e-8 a rounding, and
  // a row passes some forty layers of sums over up to 1,152 terms: 1e-5 is usual, 1e-4 the bound.
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void agreesWithPlainDoubles(int batch) {
    for (double time : TIMES) {
      List<Tensor> x = states(batch);
      List<double[]> exact = reference(x, time);
      List<double[]> trained = djl(x, time, weights);
      List<double[]> runtime = ort(x, time);
      for (int row = 0; row < batch; row++) {
        Tensor expected = new Tensor(exact.get(row), x.get(row).shape());
        assertThat(RandomTensors.relativeError(expected, trained.get(row))).isLessThan(TOLERANCE);
        assertThat(RandomTensors.relativeError(expected, runtime.get(row))).isLessThan(TOLERANCE);
      }
    }
  }

  @Test
  void agreesBetweenTrainingAndRuntimeInALargeBatch() {
    List<Tensor> x = states(64);
    for (double time : TIMES) {
      List<double[]> trained = djl(x, time, weights);
      List<double[]> runtime = ort(x, time);
      for (int row = 0; row < 64; row++) {
        Tensor expected = new Tensor(trained.get(row), x.get(row).shape());
        assertThat(RandomTensors.relativeError(expected, runtime.get(row))).isLessThan(TOLERANCE);
      }
    }
  }

  @Test
  void showsEveryConvolutionInItsResult() {
    List<Tensor> x = states(1);
    Tensor whole = new Tensor(djl(x, 0.3, weights).get(0), x.get(0).shape());

    network.census().parameters().stream()
        .filter(parameter -> parameter.shape().rank() == 4)
        .forEach(
            parameter -> {
              List<double[]> without = djl(x, 0.3, UnitGain.without(weights, parameter));
              // Ten times the tolerance above: an error in any block would fail the other tests.
              assertThat(RandomTensors.relativeError(whole, without.get(0)))
                  .as(parameter.name())
                  .isGreaterThan(10 * TOLERANCE);
            });
  }

  @Test
  void derivesAGraphWithTheSameDrift() {
    List<Tensor> x = states(4);
    List<double[]> plain = ort(x, 0.5);

    List<Query> queries =
        x.stream().map(row -> new Query(row.values(), 0.5, List.of(row.values()))).toList();
    List<Evaluation> derived = shipped.evaluate(queries);

    for (int row = 0; row < 4; row++) {
      Tensor expected = new Tensor(plain.get(row), x.get(row).shape());
      assertThat(RandomTensors.relativeError(expected, derived.get(row).drift())).isLessThan(1e-6);
    }
  }

  @Test
  void givesARowTheSameBitsInAnyCompany() {
    List<Query> together = new ArrayList<>();
    for (Tensor row : states(64)) {
      double time = 1e-3 + together.size() / 64.0;
      together.add(new Query(row.values(), time, List.of(row.values())));
    }
    List<Evaluation> expected = shipped.evaluate(together);

    List<Query> backwards = new ArrayList<>(together);
    Collections.reverse(backwards);
    List<Evaluation> reversed = shipped.evaluate(backwards);
    List<Evaluation> few = shipped.evaluate(together.subList(5, 12));
    for (int row = 0; row < 64; row++) {
      requireSameBits(reversed.get(63 - row), expected.get(row));
    }
    for (int row = 5; row < 12; row++) {
      requireSameBits(few.get(row - 5), expected.get(row));
      requireSameBits(shipped.evaluate(together.subList(row, row + 1)).get(0), expected.get(row));
    }
  }

  private static void requireSameBits(Evaluation actual, Evaluation expected) {
    // Not the arrays themselves, which would fill pages where this fails.
    assertThat(java.util.Arrays.equals(actual.drift(), expected.drift())).isTrue();
    assertThat(actual.traces()).isEqualTo(expected.traces());
  }

  private List<Tensor> states(int batch) {
    RandomTensors random = new RandomTensors(batch);
    return IntStream.range(0, batch)
        .mapToObj(row -> random.next(new Shape(network.itemShape())))
        .toList();
  }

  private List<double[]> reference(List<Tensor> x, double time) {
    ReferenceOps ops = new ReferenceOps();
    Tensor drift =
        network.forward(
            ops,
            parameter -> ops.constant(widened(weights.of(parameter)), parameter.shape()),
            ops.concat(0, x.stream().map(row -> ops.reshape(row, 1, 1, 28, 28)).toList()),
            times(x.size(), time));
    return rows(drift.values(), x.size());
  }

  private List<double[]> djl(List<Tensor> x, double time, TrainedWeights used) {
    try (NDManager scope = manager.newSubManager()) {
      DjlOps ops = new DjlOps(scope);
      List<NDArray> states =
          x.stream()
              .map(row -> Arrays.create(scope, row.values(), Shape.of(1, 1, 28, 28), float32()))
              .toList();
      NDArray drift =
          network.forward(
              ops,
              parameter ->
                  Arrays.create(scope, widened(used.of(parameter)), parameter.shape(), float32()),
              ops.concat(0, states),
              Arrays.create(scope, times(x.size(), time).values(), Shape.of(x.size()), float32()));
      return rows(widened(drift.toFloatArray()), x.size());
    }
  }

  private static DataType float32() {
    return DataType.FLOAT32;
  }

  private List<double[]> ort(List<Tensor> x, double time) {
    List<Query> queries = x.stream().map(row -> new Query(row.values(), time, List.of())).toList();
    return shipped.evaluate(queries).stream().map(Evaluation::drift).toList();
  }

  private static Tensor times(int batch, double time) {
    double[] values =
        Collections.nCopies(batch, time).stream().mapToDouble(d -> (float) (double) d).toArray();
    return new Tensor(values, Shape.of(batch));
  }

  private static List<double[]> rows(double[] values, int batch) {
    int size = values.length / batch;
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      rows.add(java.util.Arrays.copyOfRange(values, row * size, (row + 1) * size));
    }
    return rows;
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
