package dev.driftwood.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.trainer.net.Presets;
import dev.driftwood.trainer.net.UNet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UNetTest {
  private final RandomTensors random = new RandomTensors(11);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void computesWhatTheReferenceComputes(int batch) {
    requireReference(TinyNetworks.uNet(), batch);
    requireReference(TinyNetworks.patchedUNet(), batch);
    requireReference(TinyNetworks.labelledUNet(), batch);
  }

  private void requireReference(Network network, int batch) {
    Map<String, Tensor> weights = TinyNetworks.weights(network, 5);
    Tensor x = random.next(Shape.batched(network.itemShape()).with(0, batch));
    Tensor t = times(batch);
    Tensor label = network.labels() == 0 ? null : labels(batch);
    Tensor expected = network.forward(new ReferenceOps(), p -> weights.get(p.name()), x, t, label);
    try (NDManager manager = NDManager.newBaseManager()) {
      // Rounding in double through some forty layers; then the same in float32.
      assertThat(error(manager, network, weights, x, t, expected, DataType.FLOAT64))
          .isLessThan(1e-12);
      assertThat(error(manager, network, weights, x, t, expected, DataType.FLOAT32))
          .isLessThan(2e-5);
    }
  }

  /** ⟨u, J v⟩ by forward mode and ⟨Jᵀ u, v⟩ by the engine's autograd, on the preset of 28x28. */
  @Test
  void forwardModeIsTheTransposeOfAutograd() {
    UNet preset = (UNet) Presets.byName("mnist");
    Network network = new UNet(preset.itemShape(), preset.spec().changed().lastGain(1).build());
    Shape shape = Shape.batched(network.itemShape()).with(0, 2);
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> weights = arrays(manager, TinyNetworks.weights(network, 6));
      NDArray x = array(manager, random.next(shape), DataType.FLOAT64);
      NDArray v = array(manager, random.next(shape), DataType.FLOAT64);
      NDArray u = array(manager, random.next(shape), DataType.FLOAT64);
      NDArray t = array(manager, times(2), DataType.FLOAT64);
      DjlOps ops = new DjlOps(manager, DataType.FLOAT64);

      NDArray jv =
          Objects.requireNonNull(
              network
                  .forward(
                      new ForwardMode<>(ops),
                      p -> Dual.constant(weights.get(p.name())),
                      new Dual<>(x, v),
                      Dual.constant(t))
                  .tangent());
      NDArray jtu = pulledBack(network, ops, weights, x, t, u);

      double forward = u.mul(jv).sum().getDouble();
      double reverse = jtu.mul(v).sum().getDouble();
      double scale = jv.square().sum().sqrt().getDouble() * u.square().sum().sqrt().getDouble();
      // Two ways of summing the same products in double.
      assertThat(forward).isCloseTo(reverse, within(1e-12 * scale));
      // The product is not small beside its bound, so agreement says something.
      assertThat(Math.abs(forward)).isGreaterThan(1e-4 * scale);
    }
  }

  private static NDArray pulledBack(
      Network network, DjlOps ops, Map<String, NDArray> weights, NDArray x, NDArray t, NDArray u) {
    try (var collector = Engine.getInstance().newGradientCollector()) {
      NDArray leaf = x.stopGradient();
      leaf.setRequiresGradient(true);
      NDArray drift = network.forward(ops, p -> weights.get(p.name()), leaf, t);
      collector.backward(drift.mul(u).sum());
      return leaf.getGradient();
    }
  }

  private static double error(
      NDManager manager,
      Network network,
      Map<String, Tensor> weights,
      Tensor x,
      Tensor t,
      Tensor expected,
      DataType dataType) {
    NDArray drift =
        network.forward(
            new DjlOps(manager, dataType),
            p -> array(manager, weights.get(p.name()), dataType),
            array(manager, x, dataType),
            array(manager, t, dataType),
            network.labels() == 0
                ? null
                : array(manager, labels(t.shape().dim(0)), DataType.FLOAT32)
                    .toType(DataType.INT64, false));
    double[] values = drift.toType(DataType.FLOAT64, false).toDoubleArray();
    return RandomTensors.relativeError(expected, values);
  }

  private static Tensor labels(int batch) {
    return new Tensor(
        IntStream.range(0, batch).mapToDouble(i -> 2 - i % 3).toArray(), Shape.of(batch));
  }

  private static Tensor times(int batch) {
    double[] times = new double[batch];
    for (int i = 0; i < batch; i++) {
      times[i] = (float) ((i + 0.5) / batch);
    }
    return new Tensor(times, Shape.of(batch));
  }

  private static Map<String, NDArray> arrays(NDManager manager, Map<String, Tensor> tensors) {
    Map<String, NDArray> arrays = new HashMap<>();
    tensors.forEach((name, tensor) -> arrays.put(name, array(manager, tensor, DataType.FLOAT64)));
    return arrays;
  }

  private static NDArray array(NDManager manager, Tensor tensor, DataType dataType) {
    return Arrays.create(manager, tensor.values(), tensor.shape(), dataType);
  }
}
