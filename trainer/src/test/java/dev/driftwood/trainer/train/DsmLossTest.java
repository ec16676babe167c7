package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.artefact.NoiseEstimate;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.trainer.djl.DjlOps;
import dev.driftwood.trainer.djl.TinyNetworks;
import dev.driftwood.trainer.net.EdmNetwork;
import dev.driftwood.trainer.net.PointMlp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DsmLossTest {
  private static final int ROWS = 2;
  private static final double STEP = 1e-6;
  private static final double[] TIMES = {0.2, 0.7};
  private static final Sde SDE = SdeSpec.of(SdeSpec.Type.VP).toSde();

  static Stream<Arguments> losses() {
    Network points = new PointMlp(3, 16, 1, 32);
    Stream<Arguments> weightings =
        Stream.of(points, TinyNetworks.uNet(), new EdmNetwork(points, 0.01, 50, 0.5))
            .flatMap(
                network ->
                    Arrays.stream(Weighting.values())
                        .map(w -> Arguments.of(network, w, OutputKind.DRIFT)));
    Stream<Arguments> targets =
        Stream.of(OutputKind.SCORE, OutputKind.EPSILON, OutputKind.V, OutputKind.X0)
            .map(target -> Arguments.of(points, Weighting.SIGMA, target));
    return Stream.concat(weightings, targets);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void hasTheGradientOfFiniteDifferences(Network network, Weighting weighting, OutputKind target) {
    RandomTensors random = new RandomTensors(2);
    Shape shape = Shape.batched(network.itemShape()).with(0, ROWS);
    Map<String, Tensor> weights = TinyNetworks.weights(network, 4);
    Map<String, Tensor> direction = new LinkedHashMap<>();
    weights.forEach((name, weight) -> direction.put(name, random.next(weight.shape())));
    Problem problem =
        new Problem(
            network,
            random.next(shape),
            new Tensor(TIMES, Shape.of(ROWS)),
            random.next(shape),
            target,
            perRow(t -> weighting.at(SDE, t, ObjectivePlan.STANDARD)));

    double ahead = problem.loss(moved(weights, direction, STEP));
    double behind = problem.loss(moved(weights, direction, -STEP));
    double slope = (ahead - behind) / (2 * STEP);

    // Central differences: truncation h² · third derivative, and rounding 1e-16 · loss / h.
    assertThat(problem.slope(weights, direction)).isCloseTo(slope, within(1e-6 * Math.abs(slope)));
  }

  private static double[] perRow(DoubleUnaryOperator ofTime) {
    return Arrays.stream(TIMES).map(ofTime).toArray();
  }

  private static Map<String, Tensor> moved(
      Map<String, Tensor> weights, Map<String, Tensor> direction, double h) {
    ReferenceOps ops = new ReferenceOps();
    Map<String, Tensor> moved = new HashMap<>();
    weights.forEach(
        (name, weight) -> moved.put(name, ops.add(weight, ops.scale(direction.get(name), h))));
    return moved;
  }

  /** A batch, and its loss by both interpreters. */
  private record Problem(
      Network network, Tensor x, Tensor t, Tensor noise, OutputKind target, double[] weights) {
    /** The formula written out, in plain double. */
    double loss(Map<String, Tensor> parameters) {
      Tensor f = network.forward(new ReferenceOps(), p -> parameters.get(p.name()), x, t);
      int size = f.values().length / ROWS;
      double sum = 0;
      for (int i = 0; i < f.values().length; i++) {
        double estimate = noise(f.values()[i], x.values()[i], TIMES[i / size]);
        double residual = estimate - noise.values()[i];
        sum += weights[i / size] * residual * residual / 2;
      }
      return sum / ROWS;
    }

    /** The noise that an output of the network amounts to, as α² + σ² = 1. */
    private double noise(double f, double y, double time) {
      double alpha = SDE.alpha(time);
      double sigma = SDE.sigma(time);
      return switch (target) {
        case SCORE -> -sigma * f;
        case EPSILON -> f;
        case V -> sigma * y + alpha * f;
        case X0 -> (y - alpha * f) / sigma;
        default -> -sigma / SDE.g(time) * f;
      };
    }

    /** ε − a·y, of which the loss takes b·F, for the noise a·y + b·F. */
    private Tensor targets() {
      int size = x.values().length / ROWS;
      double[] targets = noise.values().clone();
      for (int i = 0; i < targets.length; i++) {
        targets[i] -= estimate(TIMES[i / size]).ofState() * x.values()[i];
      }
      return new Tensor(targets, x.shape());
    }

    private NoiseEstimate estimate(double time) {
      return target.noise(SDE.alpha(time), SDE.sigma(time), SDE.sigmaOverG(time));
    }

    /** The gradient by autograd, along a direction. */
    double slope(Map<String, Tensor> parameters, Map<String, Tensor> direction) {
      try (NDManager manager = NDManager.newBaseManager();
          var collector = Engine.getInstance().newGradientCollector()) {
        Map<String, NDArray> leaves = new HashMap<>();
        parameters.forEach((name, values) -> leaves.put(name, array(manager, values)));
        leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
        DjlOps ops = new DjlOps(manager, DataType.FLOAT64);
        NDArray output =
            network.forward(ops, p -> leaves.get(p.name()), array(manager, x), array(manager, t));
        int[] perRow = new int[x.shape().rank()];
        Arrays.fill(perRow, 1);
        perRow[0] = ROWS;
        double[] factors = perRow(time -> estimate(time).ofOutput());
        NDArray factor = array(manager, new Tensor(factors, Shape.of(perRow)));
        NDArray weight = array(manager, new Tensor(weights, Shape.of(perRow)));
        collector.backward(DsmLoss.of(output, factor, array(manager, targets()), weight));
        return leaves.entrySet().stream()
            .mapToDouble(
                leaf -> {
                  NDArray along = array(manager, direction.get(leaf.getKey()));
                  return leaf.getValue().getGradient().mul(along).sum().getDouble();
                })
            .sum();
      }
    }

    private static NDArray array(NDManager manager, Tensor tensor) {
      return dev.driftwood.trainer.djl.Arrays.create(
          manager, tensor.values(), tensor.shape(), DataType.FLOAT64);
    }
  }
}
