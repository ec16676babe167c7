package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.trainer.djl.Arrays;
import dev.driftwood.trainer.djl.DjlOps;
import dev.driftwood.trainer.djl.DriftProduct;
import dev.driftwood.trainer.djl.TinyNetworks;
import dev.driftwood.trainer.net.PointMlp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlicedLossTest {
  private static final int ROWS = 2;
  private static final double STEP = 1e-5;
  private static final double[] FACTORS = {-0.3, -0.9};
  private static final double[] SIGMAS = {0.4, 0.8};
  private static final double[] WEIGHTS = {2, 0.5};
  private static final Tensor TIMES = new Tensor(new double[] {0.2, 0.7}, Shape.of(ROWS));

  static Stream<Network> networks() {
    return Stream.of(new PointMlp(3, 16, 1, 32), TinyNetworks.uNet());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void hasTheGradientOfFiniteDifferences(Network network) {
    RandomTensors random = new RandomTensors(2);
    Shape shape = Shape.batched(network.itemShape()).with(0, ROWS);
    Map<String, Tensor> weights = TinyNetworks.weights(network, 4);
    Map<String, Tensor> direction = new LinkedHashMap<>();
    weights.forEach((name, weight) -> direction.put(name, random.next(weight.shape())));
    Dual<Tensor> x = new Dual<>(random.next(shape), random.next(shape));

    double ahead = loss(network, moved(weights, direction, STEP), x);
    double behind = loss(network, moved(weights, direction, -STEP), x);
    double slope = (ahead - behind) / (2 * STEP);

    // Central differences: truncation h² · third derivative, and rounding 1e-16 · loss / h.
    assertThat(slope(network, weights, direction, x))
        .isCloseTo(slope, within(1e-6 * Math.abs(slope)));
  }

  /**
   * Both losses, and the integrand of the evidence bound, are the same in expectation up to
   * constants: {@code E[½ ‖a‖² + ∇·(g a)] = (g²/σ²) (E[dsm] − ½ D)}, and {@code E[ssm] = E[dsm] − ½
   * D}, for any network.
   */
  @Test
  void differsFromTheBoundAndFromDenoisingByAConstant() {
    Network network = new PointMlp(1, 16, 1, 32);
    Map<String, Tensor> weights = TinyNetworks.weights(network, 4);
    for (SdeSpec.Type type : SdeSpec.Type.values()) {
      Sde sde =
          new SdeSpec(type, type == SdeSpec.Type.VE ? Map.of("sigmaMax", 2.0) : Map.of()).toSde();
      for (double t : new double[] {0.05, 0.4, 0.9}) {
        Expectations found = Expectations.of(network, weights, sde, t);
        double rate = sde.rate(t);
        // The trapezoidal rule over the whole line is exact to rounding for smooth integrands.
        assertThat(found.bound()).isCloseTo(rate * (found.dsm() - 0.5), within(1e-9 * rate));
        assertThat(found.ssm()).isCloseTo(found.dsm() - 0.5, within(1e-9));
        // The network is not the trivial one, for which the two sides are 0.
        assertThat(Math.abs(found.ssm())).isGreaterThan(1e-5);
      }
    }
  }

  /** Expectations over ε for one x, by the trapezoidal rule. */
  private record Expectations(double dsm, double ssm, double bound) {
    private static final int POINTS = 1201;
    private static final double END = 12;

    static Expectations of(Network network, Map<String, Tensor> weights, Sde sde, double t) {
      double width = 2 * END / (POINTS - 1);
      double[] epsilon = new double[POINTS];
      double[] y = new double[POINTS];
      double[] times = new double[POINTS];
      double[] ones = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        epsilon[i] = -END + i * width;
        y[i] = sde.alpha(t) * 0.7 + sde.sigma(t) * epsilon[i];
        times[i] = t;
        ones[i] = 1;
      }
      Shape points = Shape.of(POINTS, 1);
      Dual<Tensor> x = new Dual<>(new Tensor(y, points), new Tensor(ones, points));
      Dual<Tensor> a = output(network, weights, x, new Tensor(times, Shape.of(POINTS)));
      double dsm = 0;
      double ssm = 0;
      double bound = 0;
      double ratio = sde.sigmaOverG(t);
      for (int i = 0; i < POINTS; i++) {
        double mass = width * Math.exp(-epsilon[i] * epsilon[i] / 2) / Math.sqrt(2 * Math.PI);
        double drift = a.primal().values()[i];
        double slope = a.tangent().values()[i];
        double residual = ratio * drift + epsilon[i];
        dsm += mass * residual * residual / 2;
        ssm += mass * (ratio * ratio * drift * drift / 2 + sde.sigma(t) * ratio * slope);
        bound += mass * (drift * drift / 2 + sde.g(t) * slope);
      }
      return new Expectations(dsm, ssm, bound);
    }
  }

  /** The formula written out, in plain double. */
  private static double loss(Network network, Map<String, Tensor> weights, Dual<Tensor> x) {
    Dual<Tensor> output = output(network, weights, x, TIMES);
    double[] f = output.primal().values();
    int size = f.length / ROWS;
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      int row = i / size;
      double noise = FACTORS[row] * f[i];
      double slice = FACTORS[row] * output.tangent().values()[i] * x.tangent().values()[i];
      sum += WEIGHTS[row] * (noise * noise / 2 - SIGMAS[row] * slice);
    }
    return sum / ROWS;
  }

  private static Dual<Tensor> output(
      Network network, Map<String, Tensor> weights, Dual<Tensor> x, Tensor t) {
    return network.forward(
        new ForwardMode<>(new ReferenceOps()),
        p -> Dual.constant(weights.get(p.name())),
        x,
        Dual.constant(t));
  }

  private static Map<String, Tensor> moved(
      Map<String, Tensor> weights, Map<String, Tensor> direction, double h) {
    ReferenceOps ops = new ReferenceOps();
    Map<String, Tensor> moved = new HashMap<>();
    weights.forEach(
        (name, weight) -> moved.put(name, ops.add(weight, ops.scale(direction.get(name), h))));
    return moved;
  }

  /** The gradient by autograd, along a direction. */
  private static double slope(
      Network network, Map<String, Tensor> weights, Map<String, Tensor> direction, Dual<Tensor> x) {
    try (NDManager manager = NDManager.newBaseManager();
        var collector = Engine.getInstance().newGradientCollector()) {
      Map<String, NDArray> leaves = new HashMap<>();
      weights.forEach((name, weight) -> leaves.put(name, array(manager, weight)));
      leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
      NDArray v = array(manager, x.tangent());
      Dual<NDArray> output =
          DriftProduct.of(
              network,
              new DjlOps(manager, DataType.FLOAT64),
              leaves::get,
              array(manager, x.primal()),
              array(manager, TIMES),
              null,
              v);
      int rank = x.primal().shape().rank();
      collector.backward(
          SlicedLoss.of(
              output,
              perRow(manager, FACTORS, rank),
              v,
              perRow(manager, SIGMAS, rank),
              perRow(manager, WEIGHTS, rank)));
      return leaves.entrySet().stream()
          .mapToDouble(
              leaf -> {
                NDArray along = array(manager, direction.get(leaf.getKey()));
                return leaf.getValue().getGradient().mul(along).sum().getDouble();
              })
          .sum();
    }
  }

  private static NDArray perRow(NDManager manager, double[] values, int rank) {
    int[] dims = new int[rank];
    java.util.Arrays.fill(dims, 1);
    dims[0] = ROWS;
    return array(manager, new Tensor(values, Shape.of(dims)));
  }

  private static NDArray array(NDManager manager, Tensor tensor) {
    return Arrays.create(manager, tensor.values(), tensor.shape(), DataType.FLOAT64);
  }
}
