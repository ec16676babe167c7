package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.guard.Precautions;
import dev.driftwood.runtime.onnx.wire.GraphText;
import dev.driftwood.runtime.onnx.wire.ModelFile;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files whose runs ended the process in ONNX Runtime 1.29, or took its memory, by numbers that are
 * computed from what is fed.
 */
class OrtPrecautionsTest {
  /** What is computed with: {@code i} are the numbers that are fed, as whole ones. */
  private static ModelFile file() {
    return file(21);
  }

  private static ModelFile file(int opset) {
    return ModelFile.ofOpset(opset)
        .input("x", DataType.FLOAT, "N")
        .array(Initializer.ofFloats("f", Shape.of(1), 1))
        .array(Initializer.ofLongs("zero", 0))
        .array(Initializer.ofLongs("one", 1))
        .array(Initializer.ofLongs("square", 1, 1, 4, 4))
        .array(Initializer.ofLongs("signal", 1, 16, 1))
        .array(Initializer.of("none", DataType.INT64, Shape.SCALAR, 0))
        .array(Initializer.of("single", DataType.INT64, Shape.SCALAR, 1))
        .array(Initializer.ofLongs("lowest", Long.MIN_VALUE))
        .node("image = Expand(f, square)")
        .node("sound = Expand(f, signal)")
        .node("i = Cast(x)", "to", 7)
        .node("n = Squeeze(i)");
  }

  private static GraphText body(String on) {
    return new GraphText("body")
        .input("round", DataType.INT64)
        .input("go", DataType.BOOL)
        .input("v", DataType.FLOAT)
        .node("on = Identity(%s)".formatted(on))
        .node("w = Exp(v)")
        .node("kept = Exp(v)")
        .output("on")
        .output("w");
  }

  private record Case(String name, ModelFile file, double... x) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case shaped(String node, double... sizes) {
    return new Case(node, file().node("e = Expand(f, i)").node(node), sizes);
  }

  private static Case of(String node, double... x) {
    return new Case(node, file().node(node), x);
  }

  static List<Case> failing() {
    // Where nothing is checked, no machine has so much, and the run ends in another error.
    double much = 1e13;
    double side = 1 << 22;
    return List.of(
        of("y = Expand(f, i)", much),
        of("y = Expand(f, i)", side, side),
        of("y = Tile(f, i)", much),
        of("y = ConstantOfShape(i)", side, side),
        of("y = Range(none, n, single)", much),
        of("y = Range(n, none, single)", -much),
        new Case(
            "Resize to sizes",
            file()
                .array(Initializer.ofLongs("four", 4))
                .node("sizes = Reshape(i, four)")
                .node("y = Resize(image, , , sizes)"),
            1,
            1,
            side,
            side),
        of("y = Resize(image, , x)", 1, 1, side, side),
        of("y = Pad(image, i)", 0, 0, side, side, 0, 0, 0, 0),
        of("y = OneHot(one, n, x)", much),
        of("y = HannWindow(n)", much),
        of("y = DFT(sound, n, single)", much),
        of("y = CenterCropPad(image, i)", 1),
        shaped("y = LpNormalization(e)", 3, 0),
        shaped("y = DFT(e, , single)", 1, 0, 1),
        shaped("y, z = TopK(e, one)", 0, 3),
        new Case("Unique", file().node("e = Expand(f, i)").node("y = Unique(e)", "axis", 0), 2, 0),
        new Case(
            "Loop that keeps",
            file().node("z, y = Loop(n, , f)", "body", body("go").output("kept")),
            2e6));
  }

  /** A row and a column as long as is fed. */
  private static Case multiplied(String node, Object... attributes) {
    ModelFile file =
        file()
            .array(Initializer.ofLongs("long", 20_000, 1))
            .array(Initializer.of("many", DataType.INT64, Shape.of(20_000), new double[20_000]))
            .node("e = Expand(f, i)")
            .node("c = Transpose(e)")
            .node(node, attributes);
    return new Case(node, file, 1, 20_000);
  }

  /** Tables of 400 million elements, which are 1.6 GB where nothing is checked. */
  static List<Case> products() {
    GraphText body =
        new GraphText("body")
            .input("round", DataType.INT64)
            .input("go", DataType.BOOL)
            .input("v", DataType.FLOAT)
            .node("on = Identity(go)")
            .node("w = Exp(v)")
            .node("table = Mul(e, c)")
            .node("least = ReduceMin(table)")
            .output("on")
            .output("w");
    return List.of(
        multiplied("y = Mul(e, c)"),
        multiplied("y = Div(e, c)"),
        multiplied("y = Less(c, e)"),
        multiplied("y = Sum(f, e, c)"),
        multiplied("y = MatMul(c, e)"),
        multiplied("y = Expand(e, long)"),
        multiplied("y = Tile(e, long)"),
        multiplied("y = Gather(e, many)", "axis", 0),
        multiplied("y = Loop(single, , f)", "body", body));
  }

  @ParameterizedTest
  @MethodSource("products")
  void endInAnErrorWhereARowAndAColumnMakeATable(Case use) {
    assertThatThrownBy(() -> run(use.file(), use.x()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("not_too_much");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y = Add(e, c)",
        "y = Add(c, f)",
        "y = Add(one_less, c)",
        "y = Add(number, c)",
        "y = Add(c, number)",
        "y = Max(number, one_less, c)",
        "y = MatMul(c, e)",
        "y = MatMul(e, c)",
        "y = MatMul(one_less, c)",
        "y = MatMul(e, one_less)",
        "y = MatMul(one_less, one_less)",
        "y = Gather(c, one)",
        "y = Gather(one_less, none)",
        "y = Expand(one_less, square3)",
        "y = Tile(e, two_two)"
      })
  void giveTheSameNumbersWhereTheTableIsSmall(String node) throws OrtException {
    ModelFile file =
        file()
            .array(Initializer.ofLongs("square3", 2, 3, 3))
            .array(Initializer.ofLongs("two_two", 2, 2))
            .node("e = Expand(f, i)")
            .node("c = Transpose(e)")
            .node("one_less = Squeeze(e, zero)")
            .node("number = ReduceSum(e)", "keepdims", 0)
            .node(node)
            .shapeless("y", DataType.FLOAT);
    OnnxGraph graph = OnnxReader.read(file.bytes()).graph();
    Initializer x = Initializer.of("x", DataType.FLOAT, Shape.of(2), 1, 3);
    Initializer expected = RawRun.run(file.bytes(), List.of(x)).get(0);

    Initializer given = run(file, 1, 3).get("y").array().orElseThrow();

    assertThat(Precautions.taken(graph, Set.of("y")).nodes())
        .hasSizeGreaterThan(Precautions.taken(graph).nodes().size());
    assertThat(given).isEqualTo(expected);
  }

  private static Case emptied(int axis, String node, Object... attributes) {
    return emptied(file(), axis, node, attributes);
  }

  private static Case emptied(ModelFile start, int axis, String node, Object... attributes) {
    ModelFile file =
        start
            .array(Initializer.ofLongs("axis", axis))
            .array(Initializer.ofFloats("g", Shape.of(1), 1))
            .node("e = Slice(image, zero, zero, axis)")
            .node(node, attributes);
    return new Case(node, file, 1);
  }

  /** Arrays of which constants leave nothing. */
  static List<Case> nothing() {
    return List.of(
        emptied(2, "y = LpNormalization(e)", "axis", 3),
        emptied(2, "y = InstanceNormalization(e, f, g)"),
        emptied(2, "y, z = TopK(e, one)"),
        emptied(2, "y = Unique(e)", "axis", 3),
        emptied(2, "y = DFT(e, , single)"),
        emptied(1, "y = Conv(e, e)"),
        emptied(1, "y = Einsum(e, e)", "equation", "bcij,bdij->bcd"),
        emptied(file(23), 1, "y = Attention(e, e, e)"));
  }

  @ParameterizedTest
  @MethodSource("nothing")
  void endInAnErrorWhereConstantsLeaveNothing(Case use) {
    assertThatThrownBy(() -> run(use.file(), use.x()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("not_too_much");
  }

  /** As a network does that leaves out the first row, of which there may be only one. */
  @Test
  void leaveNothingWhereItIsHarmless() {
    ModelFile file = file().node("e = Slice(x, one, one)").node("y = Exp(e)");

    assertThat(numbers(file, 1)).isEmpty();
  }

  static List<Case> odd() {
    return List.of(
        of("y = Div(one, i)", 0),
        of("y = Mod(one, i)", 0),
        new Case(
            "Loop as often as nothing",
            file().node("e = Expand(one, i)").node("y = Loop(e, , f)", "body", body("go")),
            0),
        new Case(
            "Loop while nothing",
            file()
                .node("e = Expand(f, i)")
                .node("c = Cast(e)", "to", 9)
                .node("y = Loop(single, , f)", "body", body("c")),
            0),
        new Case(
            "SequenceAt",
            file()
                .node("e = Expand(one, i)")
                .node("q = SplitToSequence(image, single)", "axis", 2)
                .node("y = SequenceAt(q, e)"),
            0));
  }

  private static Map<String, Observation> run(ModelFile file, double... x) {
    OnnxGraph graph = OnnxReader.read(file.bytes()).graph();
    try (Trial trial = Trial.open(graph, List.of("y"))) {
      return trial.run(Map.of("x", Initializer.of("x", DataType.FLOAT, Shape.of(x.length), x)));
    }
  }

  private static double[] numbers(ModelFile file, double... x) {
    return run(file, x).get("y").array().orElseThrow().numbers();
  }

  @ParameterizedTest
  @MethodSource("failing")
  void endInAnError(Case use) {
    assertThatThrownBy(() -> run(use.file(), use.x()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("not_too_much");
  }

  @ParameterizedTest
  @MethodSource("odd")
  void endInAnErrorOfTheKernel(Case use) {
    assertThatThrownBy(() -> run(use.file(), use.x()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("does not run");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7})
  void divideTheLeastOfWholeNumbers(int type) {
    double least = type == 6 ? Integer.MIN_VALUE : Long.MIN_VALUE;
    DataType kind = type == 6 ? DataType.INT32 : DataType.INT64;
    ModelFile file =
        file()
            .array(Initializer.of("least", kind, Shape.of(1), least))
            .node("d = Cast(x)", "to", type);
    double[] by = {-1, 1, 2, -2};

    // The negative of the least does not exist and comes round to itself.
    assertThat(numbers(file.node("y = Div(least, d)"), by))
        .containsExactly(least, least, least / 2, -least / 2);
    assertThat(numbers(file.node("y2 = Identity(y)").node("r = Mod(least, d)"), by)).hasSize(4);
  }

  @Test
  void divideAllOthersAsEver() {
    double[] by = {-1, 1, -3, 3, 2};
    ModelFile file = file().array(Initializer.ofLongs("a", -7, -7, -7, -7, 7));

    assertThat(numbers(file.node("y = Div(a, i)"), by)).containsExactly(7, -7, 2, -2, 3);
  }

  /** As in Python, a remainder has the sign of what is divided by. */
  @Test
  void takeRemaindersAsEver() {
    double[] by = {-1, 1, -3, 3, 2};
    ModelFile file = file().array(Initializer.ofLongs("a", -7, -7, -7, -7, 7));

    assertThat(numbers(file.node("y = Mod(a, i)"), by)).containsExactly(0, 0, -1, 2, 1);
    assertThat(numbers(file().node("y = Mod(lowest, i)"), -1)).containsExactly(0);
  }

  @Test
  void readNoSizesOfNothing() {
    // Either is harmless: frames of no numbers become frames of one.
    assertThat(run(file().node("y = STFT(sound, single, , n)"), 0)).isNotEmpty();
    assertThat(run(file().node("y = Trilu(image, n)"), -9e18)).isNotEmpty();
  }

  @Test
  void leaveArithmeticWithShapesAsItIs() {
    ModelFile file =
        file()
            .array(Initializer.ofLongs("two", 2))
            .node("shape = Shape(x)")
            .node("half = Div(shape, two)")
            .node("y = Expand(f, half)");
    OnnxGraph graph = OnnxReader.read(file.bytes()).graph();

    assertThat(Precautions.taken(graph)).isEqualTo(graph);
  }

  @Test
  void leaveRealNumbersAsTheyAre() {
    ModelFile file = file().node("e = Exp(x)").node("y = Div(x, e)");
    OnnxGraph graph = OnnxReader.read(file.bytes()).graph();

    assertThat(Precautions.taken(graph).nodes()).extracting(Node::op).doesNotContain("Where");
  }

  private static OnnxGraph doubled(int times) {
    ModelFile file = file().node("a0 = Identity(x)");
    for (int k = 0; k < times; k++) {
      file.node("a%d = Concat(a%d, a%d)".formatted(k + 1, k, k), "axis", 0);
    }
    return OnnxReader.read(file.node("y = ReduceSum(a%d)".formatted(times)).bytes()).graph();
  }

  private static List<Value> two() {
    return List.of(new Value("x", DataType.FLOAT, Shape.of(2)));
  }

  /** Only looked at: two numbers, doubled 44 times, are 2⁴⁵, of which each half is there too. */
  @Test
  void takeNoMoreMemoryThanThereIs() {
    assertThatCode(() -> Footprint.of(doubled(10), two()).requireRoom()).doesNotThrowAnyException();
    assertThatThrownBy(() -> Footprint.of(doubled(44), two()).requireRoom())
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("half of this machine's memory");
  }

  /** A table of four terabytes, for which there is no room anywhere. */
  @Test
  void areNotRunWhereThereIsNoRoom() {
    ModelFile file =
        file()
            .array(Initializer.ofLongs("row", 1, 1 << 20))
            .array(Initializer.ofLongs("column", 1 << 20, 1))
            .node("s = ReduceSum(x)")
            .node("r = Expand(s, row)")
            .node("c = Expand(s, column)")
            .node("y = Mul(r, c)");

    assertThatThrownBy(() -> run(file, 1, 2))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("half of this machine's memory");
    assertThatThrownBy(
            () -> OrtNetwork.open(OnnxReader.read(file.bytes()), OrtSettings.DEFAULT).close())
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("half of this machine's memory");
  }
}
