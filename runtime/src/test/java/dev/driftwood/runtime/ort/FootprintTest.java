package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.wire.GraphText;
import dev.driftwood.runtime.onnx.wire.ModelFile;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are only looked at: most would take terabytes. */
class FootprintTest {
  private static final double MEGABYTE = 1 << 20;

  private record Case(String name, ModelFile file) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** {@code big} is a table of four terabytes wherever {@code row} and {@code column} are known. */
  private static ModelFile file() {
    return ModelFile.ofOpset(21)
        .input("x", DataType.FLOAT, "N")
        .array(Initializer.ofLongs("wide", 1, 1 << 20))
        .array(Initializer.ofLongs("high", 1 << 20, 1))
        .array(Initializer.ofLongs("mega", 1 << 18))
        .array(Initializer.ofLongs("zero", 0))
        .array(rounds("few", 44))
        .array(rounds("many", 1 << 20))
        .node("s = ReduceSum(x)", "keepdims", 0)
        .node("i = Cast(s)", "to", 7)
        .node("b = Cast(s)", "to", 9)
        .node("row = Expand(s, wide)")
        .node("column = Expand(s, high)")
        .node("m = Expand(s, mega)");
  }

  private static Initializer rounds(String name, int count) {
    return Initializer.of(name, DataType.INT64, Shape.SCALAR, count);
  }

  private static GraphText branch(String name, String node) {
    return new GraphText(name).node(name + "_y = " + node).output(name + "_y");
  }

  private static GraphText body(String... nodes) {
    GraphText body =
        new GraphText("body")
            .input("round", DataType.INT64)
            .input("go", DataType.BOOL)
            .input("v", DataType.FLOAT, "n")
            .node("on = Identity(go)");
    for (String node : nodes) {
      body.node(node, node.contains("Concat") ? new Object[] {"axis", 0} : new Object[0]);
    }
    return body.output("on");
  }

  private static Case loop(String name, String node, GraphText body) {
    return new Case(name, file().node(node, "body", body));
  }

  static List<Case> large() {
    GraphText scanned =
        new GraphText("scanned")
            .input("part", DataType.FLOAT)
            .node("t = Mul(row, column)")
            .node("w = ReduceSum(t)")
            .output("w");
    GraphText deep =
        body("t = Mul(row, column)", "w = Neg(v)", "k = ReduceSum(t)").output("w").output("k");
    GraphText outer =
        new GraphText("outer")
            .input("round1", DataType.INT64)
            .input("go1", DataType.BOOL)
            .input("u", DataType.FLOAT, "n")
            .node("on1 = Identity(go1)")
            .node("z, zs = Loop(few, , u)", "body", deep)
            .output("on1")
            .output("z");
    return List.of(
        new Case(
            "branch of an If",
            file()
                .node(
                    "y = If(b)",
                    "then_branch",
                    branch("then", "Mul(row, column)"),
                    "else_branch",
                    branch("else", "Identity(s)"))),
        new Case(
            "body of a Scan", file().node("y = Scan(m)", "body", scanned, "num_scan_inputs", 1)),
        loop(
            "body of a Loop",
            "y = Loop(few, , x)",
            body("t = Mul(row, column)", "k = ReduceSum(t)", "w = Mul(v, v)").output("w")),
        loop("body of a Loop in a Loop", "y = Loop(few, , x)", outer),
        loop(
            "what is kept of each round",
            "z, y = Loop(many, , m)",
            body("w = Exp(v)", "k = Exp(v)").output("w").output("k")),
        new Case(
            "what comes after a Loop",
            file()
                .node("z = Loop(i, , m)", "body", body("w = Exp(v)").output("w"))
                .node("u = Unsqueeze(z, zero)")
                .node("y = Mul(u, column)")));
  }

  private static OnnxGraph graph(ModelFile file) {
    return OnnxReader.read(file.bytes()).graph();
  }

  @ParameterizedTest
  @MethodSource("large")
  void countsGraphsWithinNodes(Case use) {
    Footprint footprint = Footprint.of(graph(use.file()), 1);

    // 2²⁰ times a megabyte is the least of them.
    assertThat(footprint.total()).isGreaterThan(1e12);
  }

  static List<Case> endless() {
    GraphText longer = body("w = Concat(v, v)").output("w");
    return List.of(
        loop("doubled 44 times", "y = Loop(few, , x)", longer),
        loop("as many rounds as the data say", "y = Loop(i, , x)", longer),
        loop("any number of rounds", "y = Loop(, b, x)", longer),
        loop(
            "many rounds, longer by one each",
            "y = Loop(many, , x)",
            body("w = Concat(v, x)").output("w")));
  }

  @ParameterizedTest
  @MethodSource("endless")
  void refusesWhatGrowsWithoutEnd(Case use) {
    assertThatThrownBy(() -> Footprint.of(graph(use.file()), 1))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("sizes change from round to round");
  }

  @Test
  void refusesLoopsWithinLoopsThatTakeTooLongToFollow() {
    GraphText inner = body("w = Concat(v, v)").output("w");
    GraphText outer =
        new GraphText("outer")
            .input("round1", DataType.INT64)
            .input("go1", DataType.BOOL)
            .input("u", DataType.FLOAT, "n")
            .node("on1 = Identity(go1)")
            .node("z = Loop(few, , u)", "body", inner)
            .output("on1")
            .output("z");

    assertThatThrownBy(
            () -> Footprint.of(graph(file().node("y = Loop(few, , x)", "body", outer)), 1))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("(expected: ");
  }

  /** A number that is doubled 20 times is a million. */
  @Test
  void followsWhatGrowsForAFewRounds() {
    ModelFile file =
        file()
            .array(rounds("twenty", 20))
            .node("y = Loop(twenty, , x)", "body", body("w = Concat(v, v)").output("w"))
            .node("z = Exp(y)");

    assertThat(Footprint.of(graph(file), 1).total())
        .isCloseTo(9 * MEGABYTE + 3 * 4 * MEGABYTE, within(1e3));
  }

  /** Besides a row, a column and {@code m}, each of a megabyte or four. */
  @Test
  void countsARoundOnceAndWhatIsKeptEachTime() {
    double around = 9 * MEGABYTE;
    ModelFile carried = file().node("y = Loop(many, , m)", "body", body("w = Exp(v)").output("w"));
    ModelFile kept =
        file()
            .node(
                "z, y = Loop(few, , m)",
                "body",
                body("w = Exp(v)", "k = Exp(v)").output("w").output("k"));

    // Some bytes are those of numbers that loops count with.
    assertThat(Footprint.of(graph(carried), 1).total())
        .isCloseTo(around + 2 * MEGABYTE, within(1e3));
    assertThat(Footprint.of(graph(kept), 1).total())
        .isCloseTo(around + (3 + 2 * 44) * MEGABYTE, within(1e3));
  }

  @Test
  void growsWithTheBatch() {
    OnnxGraph graph =
        graph(
            ModelFile.ofOpset(21)
                .input("x", DataType.FLOAT, "N", 1000)
                .node("y = Exp(x)")
                .node("z = Exp(y)"));

    assertThat(Footprint.of(graph, 1).total()).isEqualTo(8000);
    assertThat(Footprint.of(graph, 1000).total()).isEqualTo(8e6);
  }
}
