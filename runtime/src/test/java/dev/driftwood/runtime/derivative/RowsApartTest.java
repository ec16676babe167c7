package dev.driftwood.runtime.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.ShapeOps;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What couples the rows of a batch has no product row by row. */
class RowsApartTest {
  private static final Shape IMAGES = Shape.of(Shape.BATCH, 3, 4, 4);

  private final ForwardMode<Shape> forward = new ForwardMode<>(new ShapeOps());

  @ParameterizedTest
  @CsvSource({
    "ReduceMean, axes, 0",
    "ReduceMax, axes, -4",
    "ReduceL2, axes, 0",
    "MeanVarianceNormalization, axes, 0"
  })
  void refusesToReduceTheBatch(String op, String attribute, long axis) {
    refuses(node(op, Map.of(attribute, Attribute.ints(axis))));
  }

  @ParameterizedTest
  @CsvSource({"Softmax, 0", "LogSoftmax, -4", "LpNormalization, 0", "LayerNormalization, 0"})
  void refusesToNormaliseAcrossTheBatch(String op, long axis) {
    refuses(node(op, Map.of("axis", new Attribute.Int(axis))));
  }

  @ParameterizedTest
  @CsvSource({"ReduceSum", "ReduceMin", "ReduceLogSum", "MeanVarianceNormalization"})
  void refusesToReduceEverything(String op) {
    refuses(node(op, Map.of()));
  }

  @Test
  void refusesStatisticsOfTheBatch() {
    refuses(node("BatchNormalization", Map.of("training_mode", new Attribute.Int(1))));
  }

  private void refuses(OpenNode node) {
    List<Dual<Shape>> inputs =
        Stream.concat(
                Stream.of(new Dual<>(IMAGES, IMAGES)),
                Stream.generate(() -> Dual.constant(Shape.of(3))).limit(4))
            .toList();
    boolean hasOneInput = node.op().startsWith("Reduce");
    List<Dual<Shape>> taken = hasOneInput ? inputs.subList(0, 1) : inputs;

    assertThatThrownBy(() -> forward.node(node, taken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("couples the rows of a batch (expected: ");
  }

  /** The first axis of a shape without a batch is an axis like others. */
  @Test
  void reducesFirstAxesThatAreNoBatch() {
    Shape x = Shape.of(3, 4);
    OpenNode node =
        node("Softmax", Map.of("axis", new Attribute.Int(0)))
            .withResults(List.of(ValueType.ofFloats(x)));

    Dual<Shape> y = forward.node(node, List.of(new Dual<>(x, x))).get(0);

    assertThat(y.tangent()).isEqualTo(x);
  }

  private static OpenNode node(String op, Map<String, Attribute> attributes) {
    return new OpenNode(
        op, "x", 17, attributes, Map.of(), List.of(), List.of(ValueType.ofFloats(IMAGES)));
  }
}
