package dev.driftwood.runtime.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.ShapeOps;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forms of operators that have no derivative here, and edges of those that have one. */
class OperatorFormsTest {
  private final RandomTensors random = new RandomTensors(29);

  @Test
  void refusesAttentionWithAPast() {
    NodeCase use =
        NodeCase.of("Attention", "with a past")
            .opset(23)
            .moving(1, 1, 2, 2)
            .moving(1, 1, 2, 2)
            .moving(1, 1, 2, 2)
            .absent()
            .moving(1, 1, 3, 2)
            .moving(1, 1, 3, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> differentiated(use))
        .withMessageStartingWith("it has past keys, past values or lengths");
  }

  @Test
  void refusesAttentionThatGivesMore() {
    NodeCase use =
        NodeCase.of("Attention", "giving its keys")
            .opset(23)
            .moving(1, 1, 2, 2)
            .moving(1, 1, 2, 2)
            .moving(1, 1, 2, 2);
    OpenNode node = use.node(use.values(random));
    ValueType type = node.results().get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> differentiated(node.withResults(List.of(type, type)), use))
        .withMessageStartingWith("it gives present keys and values, or its scores");
  }

  @Test
  void refusesAGridThatMoves() {
    NodeCase use = NodeCase.of("GridSample", "moved").moving(1, 1, 3, 3).moving(1, 2, 2, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> differentiated(use))
        .withMessage("its input 1 depends on x (expected: a constant)");
  }

  @Test
  void refusesARegionThatMoves() {
    NodeCase use =
        NodeCase.of("Resize", "of a moving region")
            .with("mode", "linear")
            .with("coordinate_transformation_mode", "tf_crop_and_resize")
            .with("extrapolation_value", 1f)
            .moving(4, 4)
            .moving(4)
            .fixed(Shape.of(2), 2, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> differentiated(use))
        .withMessage("its input 1 depends on x (expected: a constant)");
  }

  @Test
  void refusesDilatedNormsBeforeAveragesHadDilations() {
    NodeCase use =
        NodeCase.of("LpPool", "dilated")
            .opset(18)
            .with("kernel_shape", 2, 2)
            .with("dilations", 1, 2)
            .moving(1, 1, 4, 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> differentiated(use))
        .withMessage("it has dilations in operator set 18 (expected: 19 or later)");
  }

  @Test
  void refusesTheMaximumOfAPlaneWithoutASize() {
    Shape x = Shape.of(Shape.BATCH, 2, Shape.UNKNOWN);
    ValueType result = ValueType.ofFloats(Shape.of(Shape.BATCH, 2, 1));
    OpenNode node =
        new OpenNode("GlobalMaxPool", "", 17, Map.of(), Map.of(), List.of(), List.of(result));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForwardMode<>(new ShapeOps()).node(node, List.of(new Dual<>(x, x))))
        .withMessage(
            "its input has the shape [batch, 2, ?] (expected: fixed sizes behind the channels)");
  }

  /** Where a Euclidean norm has its kink, the tangent is zero rather than not a number. */
  @Test
  void givesNormsOfZerosAZeroTangent() {
    for (int p = 1; p <= 3; p++) {
      NodeCase use =
          NodeCase.of("LpPool", "of zeros")
              .with("kernel_shape", 2, 2)
              .with("p", p)
              .movingAt(x -> 0, 1, 1, 3, 3);

      assertThat(differentiated(use).get(0).tangent().values())
          .matches(RandomTensors::isZero, "zero");
    }
  }

  @Test
  void passesThePlacesOfMaximaOn() {
    NodeCase use =
        NodeCase.of("MaxPool", "with places by columns")
            .with("kernel_shape", 2, 2)
            .with("storage_order", 1)
            .giving(DataType.FLOAT, DataType.INT64)
            .moving(1, 1, 2, 3);
    Tensor x = new Tensor(new double[] {0, 1, 2, 5, 4, 3}, Shape.of(1, 1, 2, 3));
    OpenNode node = use.node(List.of(x));

    List<Dual<Tensor>> results =
        new ForwardMode<>(new ReferenceOps()).node(node, List.of(new Dual<>(x, x)));

    assertThat(results.get(0).tangent().values()).containsExactly(5, 4);
    assertThat(results.get(1).primal().values()).containsExactly(1, 3);
    assertThat(results.get(1).tangent()).isNull();
  }

  private List<Dual<Tensor>> differentiated(NodeCase use) {
    return differentiated(use.node(use.values(random)), use);
  }

  private List<Dual<Tensor>> differentiated(OpenNode node, NodeCase use) {
    List<@Nullable Dual<Tensor>> duals = new ArrayList<>();
    for (Tensor x : use.values(random)) {
      duals.add(x == null ? null : new Dual<>(x, random.next(x.shape())));
    }
    return new ForwardMode<>(new ReferenceOps()).node(node, duals);
  }
}
