package dev.driftwood.runtime.onnx.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.wire.GraphText;
import dev.driftwood.runtime.onnx.wire.ModelFile;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which divisions are known to be of whole numbers: no element type of a result is said. */
class PrecautionsTest {
  private static ModelFile file() {
    return ModelFile.ofOpset(21)
        .input("x", DataType.FLOAT, "N")
        .array(Initializer.ofLongs("k", 1))
        .array(Initializer.ofFloats("pair", Shape.of(2), 0, 1))
        .array(Initializer.of("depth", DataType.INT64, Shape.SCALAR, 3))
        .node("i = Cast(x)", "to", 7)
        .node("b = Cast(x)", "to", 9);
  }

  private static List<String> ops(ModelFile file) {
    OnnxGraph graph = Precautions.taken(OnnxReader.read(file.bytes()).graph());
    return graph.nodes().stream().map(Node::op).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d = Shape(x)",
        "d = ArgMax(x)",
        "d = NonZero(x)",
        "v, d = TopK(x, k)",
        "d = Where(b, i, k)",
        "d = CastLike(x, i)",
        "d = Gather(i, k)",
        "v, d = Unique(x)"
      })
  void areTakenBeforeDivisionsOfWholeNumbers(String node) {
    assertThat(ops(file().node(node).node("y = Div(k, d)")))
        .containsSubsequence("Equal", "Where", "Mul", "Mul", "Div");
    assertThat(ops(file().node(node).node("y = Mod(k, d)")))
        .containsSubsequence("Equal", "Where", "Mul", "Mod");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d = Exp(x)",
        "d = Cast(i)",
        "d = OneHot(i, depth, pair)",
        "d = Where(b, x, x)",
        "d = CastLike(i, x)",
        "d, v = TopK(x, k)"
      })
  void areNotTakenBeforeThoseOfOthers(String node) {
    ModelFile file = file();
    Object[] attributes = node.contains("Cast(") ? new Object[] {"to", 1} : new Object[0];

    assertThat(ops(file.node(node, attributes).node("y = Div(x, d)"))).doesNotContain("Mul");
  }

  /** A body need not say what it takes; what a node gives is of the type that its graph gives. */
  @Test
  void followTypesThroughGraphsWithinNodes() {
    GraphText body =
        new GraphText("body")
            .input("round", DataType.INT64)
            .input("go", DataType.BOOL)
            .input("d", DataType.FLOAT, "N")
            .node("on = Identity(go)")
            .node("q = Div(k, d)")
            .output("on")
            .output("q");
    ModelFile file = file().node("e = Loop(depth, , i)", "body", body).node("y = Div(k, e)");

    OnnxGraph safe = Precautions.taken(OnnxReader.read(file.bytes()).graph());

    assertThat(safe.nodes())
        .extracting(Node::op)
        .containsSubsequence("Loop", "Equal", "Where", "Mul", "Div");
    Node loop = safe.nodes().stream().filter(n -> n.op().equals("Loop")).findFirst().orElseThrow();
    OnnxGraph inner = ((Attribute.Graph) loop.attributes().get("body")).value();
    assertThat(inner.nodes())
        .extracting(Node::op)
        .containsSubsequence("Equal", "Where", "Mul", "Div");
  }

  /** As exported networks compute sizes. */
  @Test
  void areNotTakenBeforeADivisionByAConstant() {
    assertThat(ops(file().array(Initializer.ofLongs("two", 2)).node("y = Div(i, two)")))
        .containsExactly("Cast", "Cast", "Div");
  }
}
