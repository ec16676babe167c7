package dev.driftwood.runtime.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.GraphPlayer;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of operators that have no derivative, met in a graph. */
class RefusedFormsTest {
  private static final Shape SHAPE = Shape.of(3);

  private final RandomTensors random = new RandomTensors(11);

  @Test
  void refusesDropoutInTraining() {
    assertThatThrownBy(() -> play(dropout(1)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("Dropout node \"here\"")
        .hasMessageContaining(
            "it is in training mode (expected: a network exported for inference)");
  }

  @Test
  void takesDropoutInInference() {
    Dual<Tensor> y = play(dropout(0));

    assertThat(y.tangent()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mul", "max", "min"})
  void refusesToScatterWithAProductOrAnExtreme(String reduction) {
    assertThatThrownBy(() -> play(scatter(reduction)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("ScatterElements node \"here\"")
        .hasMessageContaining("reduction: " + reduction + " (expected: none or add)");
  }

  /** Values that don't move are nobody's business. */
  @ParameterizedTest
  @ValueSource(strings = {"mul", "max", "min"})
  void letsWhatDoesNotMovePass(String reduction) {
    Dual<Tensor> x = Dual.constant(random.next(SHAPE));

    assertThat(player().play(scatter(reduction), Map.of("x", x), List.of("y")).get(0).tangent())
        .isNull();
  }

  private static OnnxGraph dropout(int training) {
    Node node = new Node("Dropout", "here", List.of("x", "ratio", "mode"), List.of("y"), Map.of());
    return graph(
        node,
        Initializer.ofFloats("ratio", Shape.SCALAR, 0.5f),
        Initializer.of("mode", DataType.BOOL, Shape.SCALAR, training));
  }

  private static OnnxGraph scatter(String reduction) {
    Map<String, Attribute> attributes = Map.of("reduction", new Attribute.Text(reduction));
    Node node =
        new Node("ScatterElements", "here", List.of("x", "at", "by"), List.of("y"), attributes);
    return graph(node, Initializer.ofLongs("at", 1), Initializer.ofFloats("by", Shape.of(1), 2));
  }

  private static OnnxGraph graph(Node node, Initializer... arrays) {
    return new OnnxGraph(
        "one node",
        18,
        List.of(new Value("x", DataType.FLOAT, SHAPE)),
        List.of(new Value("y", DataType.FLOAT, SHAPE)),
        List.of(node),
        List.of(arrays),
        Map.of("y", ValueType.ofFloats(SHAPE)));
  }

  private Dual<Tensor> play(OnnxGraph graph) {
    Dual<Tensor> x = new Dual<>(random.next(SHAPE), random.next(SHAPE));
    return player().play(graph, Map.of("x", x), List.of("y")).get(0);
  }

  private static GraphPlayer<Dual<Tensor>> player() {
    return new GraphPlayer<>(
        new ForwardMode<>(new ReferenceOps()),
        array -> Dual.constant(new Tensor(array.numbers(), array.shape())));
  }
}
