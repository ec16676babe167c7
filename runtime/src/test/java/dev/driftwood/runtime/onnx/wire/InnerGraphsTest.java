package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Graphs that nodes run. */
class InnerGraphsTest {
  private static ModelFile file(GraphText then, GraphText otherwise) {
    return ModelFile.ofOpset(18)
        .input("x", DataType.FLOAT, "N")
        .input("c", DataType.BOOL)
        .node("early = Tanh(x)")
        .node("y = If(c)", "then_branch", then, "else_branch", otherwise)
        .node("late = Tanh(y)")
        .output("y", DataType.FLOAT, "N");
  }

  private static OnnxGraph inner(OnnxGraph graph, int node, String attribute) {
    return ((Attribute.Graph) graph.nodes().get(node).attributes().get(attribute)).value();
  }

  @Test
  void haveTheirConstantsAndTheOperatorSetOfTheirModel() {
    GraphText then =
        new GraphText("then")
            .node("two = Constant()", "value_float", 2f)
            .node("a = Mul(early, two)")
            .output("a", DataType.FLOAT, "N");
    OnnxGraph graph = OnnxReader.read(file(then, then).bytes()).graph();

    OnnxGraph read = inner(graph, 1, "then_branch");
    assertThat(read)
        .isEqualTo(
            new OnnxGraph(
                "then",
                18,
                List.of(),
                List.of(new Value("a", DataType.FLOAT, Shape.of(Shape.UNKNOWN))),
                List.of(new Node("Mul", "a", List.of("early", "two"), List.of("a"), Map.of())),
                List.of(Initializer.ofFloats("two", Shape.SCALAR, 2)),
                Map.of()));
    assertThat(graph.nodes().get(1).captured()).containsExactly("early");
  }

  @Test
  void hideNoNameOfTheGraphAround() {
    GraphText hiding =
        new GraphText("hiding")
            .array(Initializer.ofFloats("x", Shape.SCALAR, 3))
            .node("early = Neg(x)")
            .node("late = Exp(early)")
            .output("late");
    OnnxGraph graph = OnnxReader.read(file(hiding, hiding).bytes()).graph();

    OnnxGraph read = inner(graph, 1, "else_branch");
    assertThat(graph.nodes().get(1).captured()).isEmpty();
    String array = read.initializers().get(0).name();
    assertThat(array).isNotEqualTo("x");
    assertThat(read.nodes().get(0).inputs()).containsExactly(array);
    assertThat(read.nodes().get(1).inputs()).isEqualTo(read.nodes().get(0).outputs());
    assertThat(read.outputs().get(0).name()).isEqualTo(read.nodes().get(1).outputs().get(0));
    assertThat(graph.nodes().get(2).inputs()).containsExactly("y");
  }

  /** ONNX Runtime refuses a graph that gives a value of the graph around it as it is. */
  @Test
  void makeWhatTheyGive() {
    GraphText passing = new GraphText("passing").output("early", DataType.FLOAT, "N");
    OnnxGraph read =
        inner(OnnxReader.read(file(passing, passing).bytes()).graph(), 1, "then_branch");

    assertThat(read.nodes()).hasSize(1);
    assertThat(read.nodes().get(0).op()).isEqualTo("Identity");
    assertThat(read.nodes().get(0).inputs()).containsExactly("early");
    assertThat(read.outputs().get(0).name()).isEqualTo(read.nodes().get(0).outputs().get(0));
  }

  @Test
  void areTheSameAfterAnotherFile() {
    GraphText untyped = new GraphText("untyped").node("a = Exp(early)").output("a");
    GraphText typed = new GraphText("typed").node("a = Exp(x)").output("a", DataType.FLOAT, "N");
    OnnxModel model = OnnxReader.read(file(untyped, typed).bytes());

    byte[] bytes = OnnxWriter.write(model);

    assertThat(OnnxReader.read(bytes)).isEqualTo(model);
    assertThat(OnnxWriter.write(OnnxReader.read(bytes))).isEqualTo(bytes);
  }

  @Test
  void mayOnlyUseWhatIsDefinedBeforeThem() {
    GraphText ahead = new GraphText("ahead").node("a = Exp(late)").output("a");

    assertThatThrownBy(() -> OnnxReader.read(file(ahead, ahead).bytes()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("Exp node \"a\"", "\"late\"", "nothing before it defines");
  }

  @Test
  void giveWhatNothingAsksFor() {
    GraphText two =
        new GraphText("two").node("a = Exp(x)").node("b = Neg(x)").output("a").output("b");
    ModelFile file =
        ModelFile.ofOpset(17)
            .input("x", DataType.FLOAT, "N")
            .input("c", DataType.BOOL)
            .node("y, = If(c)", "then_branch", two, "else_branch", two);

    List<String> outputs = OnnxReader.read(file.bytes()).graph().nodes().get(0).outputs();
    assertThat(outputs).hasSize(2).doesNotContain("");
    assertThatThrownBy(
            () ->
                OnnxReader.read(
                    file.node("z = If(c)", "then_branch", two, "else_branch", two).bytes()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("If node \"z\"", "2 outputs", "0 and 1");
  }

  @Test
  void mayNotNestWithoutEnd() {
    GraphText innermost = new GraphText("g").node("a = Exp(early)").output("a");
    GraphText nested = innermost;
    for (int depth = 0; depth < 31; depth++) {
      nested =
          new GraphText("g")
              .node("a" + depth + " = If(c)", "then_branch", nested, "else_branch", innermost)
              .output("a" + depth);
    }
    byte[] bytes = file(nested, innermost).bytes();

    assertThatThrownBy(() -> OnnxReader.read(bytes))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("deep");
  }
}
