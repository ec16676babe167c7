package dev.driftwood.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.fixture.node.NodeCases;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivative rules against the reverse mode of an engine that is not ours: {@code ⟨u, J v⟩ = ⟨Jᵀ u,
 * v⟩} for operators that DJL has.
 */
class AutogradTest {
  private static final int FEWEST_OPERATORS = 26;

  /** A case with its numbers. */
  private record Use(NodeCase use, List<@Nullable Tensor> x, OpenNode node) {
    static Use of(NodeCase use) {
      List<@Nullable Tensor> x = use.values(new RandomTensors(29));
      return new Use(use, x, use.node(x));
    }

    @Override
    public String toString() {
      return use.toString();
    }
  }

  static List<Use> uses() {
    return NodeCases.all().stream()
        .map(Use::of)
        .filter(use -> DjlOperators.has(use.use(), use.node()))
        .toList();
  }

  @Test
  void meetsTheOperatorsThatDjlHas() {
    Set<String> met =
        uses().stream().map(use -> use.use().op()).collect(Collectors.toCollection(TreeSet::new));

    assertThat(met).hasSizeGreaterThanOrEqualTo(FEWEST_OPERATORS);
  }

  @ParameterizedTest
  @MethodSource("uses")
  void agreesWithReverseMode(Use use) {
    RandomTensors random = new RandomTensors(31);
    List<@Nullable Dual<Tensor>> inputs = new ArrayList<>();
    for (int i = 0; i < use.x().size(); i++) {
      Tensor x = use.x().get(i);
      Tensor v = use.use().moves(i) ? random.next(x.shape()) : null;
      inputs.add(x == null ? null : new Dual<>(x, v));
    }
    List<Dual<Tensor>> results = new ForwardMode<>(new ReferenceOps()).node(use.node(), inputs);
    List<Tensor> u = results.stream().map(y -> random.next(y.primal().shape())).toList();

    List<@Nullable Tensor> pulledBack = pulledBack(use, results, u);

    Sum forward = new Sum();
    for (int i = 0; i < results.size(); i++) {
      forward.add(u.get(i), results.get(i).tangent());
    }
    Sum reverse = new Sum();
    for (int i = 0; i < inputs.size(); i++) {
      reverse.add(pulledBack.get(i), inputs.get(i) == null ? null : inputs.get(i).tangent());
    }
    // Both sum in double, but some constants, as those of SELU, are float32 in ONNX only: 3e-8.
    double scale = forward.ofMagnitudes + reverse.ofMagnitudes;
    assertThat(forward.value).isCloseTo(reverse.value, within(1e-7 * scale));
    // The product is not small beside its bound, so agreement says something.
    assertThat(Math.abs(forward.value)).isGreaterThanOrEqualTo(1e-4 * scale);
  }

  /** A sum of products, and of their magnitudes. */
  private static final class Sum {
    private double value;
    private double ofMagnitudes;

    void add(@Nullable Tensor a, @Nullable Tensor b) {
      for (int i = 0; a != null && b != null && i < a.values().length; i++) {
        value += a.values()[i] * b.values()[i];
        ofMagnitudes += Math.abs(a.values()[i] * b.values()[i]);
      }
    }
  }

  /** {@code Jᵀ u} for each input that moves, by the engine, which must find the same values. */
  private static List<@Nullable Tensor> pulledBack(
      Use use, List<Dual<Tensor>> results, List<Tensor> u) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<@Nullable NDArray> arrays = arrays(use, manager);
      try (var collector = Engine.getInstance().newGradientCollector()) {
        for (int i = 0; i < arrays.size(); i++) {
          if (use.use().moves(i)) {
            arrays.get(i).setRequiresGradient(true);
          }
        }
        NDList found =
            DjlOperators.of(use.use()).body().apply(new DjlCall(use.use(), use.node(), arrays));
        NDArray loss = manager.create(0.0);
        for (int i = 0; i < results.size(); i++) {
          if (results.get(i).tangent() != null) {
            requireSame(results.get(i).primal(), found.get(i));
            loss = loss.add(found.get(i).mul(array(manager, u.get(i))).sum());
          }
        }
        collector.backward(loss);
      }
      List<@Nullable Tensor> gradients = new ArrayList<>();
      for (int i = 0; i < arrays.size(); i++) {
        gradients.add(use.use().moves(i) ? tensor(arrays.get(i).getGradient()) : null);
      }
      return gradients;
    }
  }

  private static void requireSame(Tensor expected, NDArray found) {
    assertThat(tensor(found).shape()).isEqualTo(expected.shape());
    // As above.
    assertThat(RandomTensors.relativeError(expected, tensor(found).values())).isLessThan(1e-7);
  }

  private static List<@Nullable NDArray> arrays(Use use, NDManager manager) {
    List<@Nullable NDArray> arrays = new ArrayList<>();
    for (int i = 0; i < use.x().size(); i++) {
      Tensor x = use.x().get(i);
      if (x == null) {
        arrays.add(null);
      } else if (use.use().inputs().get(i) instanceof NodeCase.Fixed fixed) {
        arrays.add(array(manager, x).toType(engineType(fixed), false));
      } else {
        arrays.add(array(manager, x));
      }
    }
    return arrays;
  }

  private static DataType engineType(NodeCase.Fixed fixed) {
    return switch (fixed.type()) {
      case BOOL -> DataType.BOOLEAN;
      case INT32, INT64 -> DataType.INT64;
      default -> DataType.FLOAT64;
    };
  }

  private static NDArray array(NDManager manager, Tensor x) {
    return Arrays.create(manager, x.values(), x.shape(), DataType.FLOAT64);
  }

  private static Tensor tensor(NDArray x) {
    return new Tensor(x.toDoubleArray(), Shapes.ofDjl(x.getShape()));
  }
}
