package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxReaderTest {
  private static ModelFile tanh(int opset) {
    return ModelFile.ofOpset(opset)
        .input("x", DataType.FLOAT, "N", 2)
        .node("y = Tanh(x)")
        .output("y", DataType.FLOAT, "N", 2);
  }

  private static OnnxGraph read(ModelFile file) {
    return OnnxReader.read(file.bytes()).graph();
  }

  private static void refuses(ModelFile file, String... reasons) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll(reasons);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 18, 20, 22, 23, 24})
  void keepsTheOperatorSet(int opset) {
    assertThat(read(tanh(opset)).opset()).isEqualTo(opset);
  }

  @Test
  void refusesOtherVersions() {
    refuses(tanh(8), "operator set 8", "9 to 24");
    refuses(tanh(25), "operator set 25", "9 to 24");
    refuses(tanh(17).importing("ai.onnx", 18), "17 and 18");
    refuses(tanh(17).model(m -> m.clearOpsetImport()), "of no version");
    refuses(tanh(17).model(m -> m.setIrVersion(2)), "IR version 2");
    refuses(tanh(17).model(m -> m.setIrVersion(13)), "IR version 13", "3 to 12");
  }

  @Test
  void refusesAnOperatorOfAnotherDomainButNotItsImport() {
    ModelFile imports = tanh(17).importing("ai.onnx.ml", 3).importing("com.microsoft", 1);

    assertThat(read(imports).nodes()).hasSize(1);
    refuses(imports.node("z = com.microsoft.Gelu(y)"), "Gelu node \"z\"", "domain com.microsoft");
  }

  @Test
  void takesSymbolicSizesForTheBatchWhereTheyAre() {
    ModelFile file =
        ModelFile.ofOpset(17)
            .input("x", DataType.FLOAT, "samples", 3, "height", "?")
            .input("h", DataType.INT64, "?", "batch")
            .input("v", DataType.DOUBLE, "2*batch", "17*batch", "0*batch", "x*batch")
            .input("fixed", DataType.FLOAT, 2, "N")
            .input("s", DataType.BOOL)
            .node("y = Identity(s)")
            .output("y", DataType.BOOL);

    assertThat(read(file).inputs())
        .containsExactly(
            new Value("x", DataType.FLOAT, Shape.of(Shape.BATCH, 3, Shape.UNKNOWN, Shape.UNKNOWN)),
            new Value("h", DataType.INT64, Shape.of(Shape.BATCH, Shape.BATCH)),
            new Value("v", DataType.DOUBLE, Shape.of(-2, -17, Shape.UNKNOWN, Shape.UNKNOWN)),
            new Value("fixed", DataType.FLOAT, Shape.of(2, Shape.UNKNOWN)),
            new Value("s", DataType.BOOL, Shape.SCALAR));
  }

  @Test
  void takesAnOutputWithoutAShapeForOneNumberARow() {
    ModelFile file = tanh(17).graph(g -> withoutShape(g.getOutputBuilder(0), g));

    assertThat(read(file).output("y").shape()).isEqualTo(Shape.of(Shape.BATCH));
    refuses(tanh(17).graph(g -> withoutShape(g.getInputBuilder(0), g)), "input \"x\" has no shape");
  }

  private static <T> T withoutShape(ValueInfoProto.Builder value, T then) {
    value.getTypeBuilder().getTensorTypeBuilder().clearShape();
    return then;
  }

  @Test
  void takesInitialisersOutOfTheInputs() {
    ModelFile file =
        ModelFile.ofOpset(17)
            .input("x", DataType.FLOAT, "N", 2)
            .input("w", DataType.FLOAT, 2)
            .array(Initializer.ofFloats("w", Shape.of(2), 1, 2))
            .node("y = Mul(x, w)")
            .output("y", DataType.FLOAT, "N", 2);

    assertThat(read(file).inputs()).extracting(Value::name).containsExactly("x");
    assertThat(read(file).initializers()).extracting(Initializer::name).containsExactly("w");
  }

  @Test
  void turnsConstantsIntoInitialisers() {
    Initializer whole = Initializer.of("", DataType.INT8, Shape.of(1, 2), 3, -4);
    ModelFile file =
        ModelFile.ofOpset(17)
            .input("x", DataType.FLOAT, "N")
            .node("a = Constant()", "value", whole)
            .node("b = Constant()", "value_float", 0.5f)
            .node("c = Constant()", "value_floats", new float[] {1, 2, 3})
            .node("d = Constant()", "value_int", 7)
            .node("e = Constant()", "value_ints", new int[] {8, 9})
            .node("y = Identity(x)")
            .output("y", DataType.FLOAT, "N");

    OnnxGraph graph = read(file);

    assertThat(graph.nodes()).extracting(Node::op).containsExactly("Identity");
    assertThat(graph.initializers())
        .containsExactly(
            whole.named("a"),
            Initializer.ofFloats("b", Shape.SCALAR, 0.5f),
            Initializer.ofFloats("c", Shape.of(3), 1, 2, 3),
            Initializer.of("d", DataType.INT64, Shape.SCALAR, 7),
            Initializer.ofLongs("e", 8, 9));
    refuses(tanh(17).node("s = Constant()", "value_string", "text"), "value_string");
    refuses(tanh(17).node("s = Constant()"), "Constant node \"s\"");
  }

  @Test
  void namesNodesThatHaveNone() {
    ModelFile file =
        tanh(17)
            .node("m = MaxPool(y)", "kernel_shape", new int[] {1})
            .graph(
                g -> {
                  g.getNodeBuilderList().forEach(node -> node.setName(""));
                  return g;
                });

    assertThat(read(file).nodes()).extracting(Node::name).containsExactly("y", "m");
  }

  @Test
  void leavesOutEmptyNamesAtTheEnd() {
    OnnxGraph graph = read(tanh(17).node("a, , = Clip(y, , y, , )"));

    assertThat(graph.nodes().get(1).inputs()).containsExactly("y", "", "y");
    assertThat(graph.nodes().get(1).outputs()).containsExactly("a");
  }

  @Test
  void believesTypesInBetweenOnlyOfItsOwnFiles() {
    ModelFile file =
        tanh(17)
            .node("z = Identity(y)")
            .graph(
                g ->
                    g.addValueInfo(GraphText.value("y", DataType.FLOAT, "batch", 2))
                        .addValueInfo(GraphText.value("z", DataType.FLOAT, "?", "3*batch"))
                        .addValueInfo(GraphText.value("unmade", DataType.FLOAT, 2)));

    assertThat(read(file).types()).isEmpty();
    assertThat(read(file.model(m -> m.setProducerName("driftwood"))).types())
        .isEqualTo(
            Map.of(
                "y",
                ValueType.ofFloats(Shape.of(Shape.BATCH, 2)),
                "z",
                ValueType.ofFloats(Shape.of(Shape.UNKNOWN, -3))));
  }

  @Test
  void refusesWhatItCannotHold() {
    refuses(tanh(17).node("z = Tanh(nowhere)"), "Tanh node \"z\"", "\"nowhere\"");
    refuses(tanh(17).node("y = Exp(x)"), "\"y\" twice");
    refuses(tanh(17).node("a = Add(b, x)").node("b = Tanh(a)"), "\"b\"", "nothing before");
    refuses(tanh(17).node("z = Elu(y)", "alpha", 1f, "alpha", 1f), "\"alpha\" twice");
    refuses(tanh(17).graph(g -> g.addOutput(g.getOutput(0))), "output \"y\" twice");
    refuses(tanh(17).output("absent", DataType.FLOAT), "\"absent\"");
    refuses(
        tanh(17)
            .graph(
                g -> {
                  g.addSparseInitializerBuilder().getValuesBuilder().setName("thin");
                  return g;
                }),
        "\"thin\" is sparse");
    refuses(
        tanh(17).input("list", DataType.FLOAT).graph(g -> clearType(g.getInputBuilder(1), g)),
        "\"list\" is no tensor");
  }

  private static <T> T clearType(ValueInfoProto.Builder value, T then) {
    value.clearType();
    return then;
  }

  @Test
  void keepsEveryKindOfAttributeThroughItsFile() {
    OnnxGraph inner =
        new OnnxGraph(
            "inner",
            19,
            List.of(
                new Value("i", DataType.INT64, Shape.SCALAR),
                new Value("go", DataType.BOOL, Shape.SCALAR)),
            List.of(
                new Value("go", DataType.BOOL, Shape.SCALAR),
                new Value("o", DataType.BOOL, Shape.of(Shape.UNKNOWN, -2))),
            List.of(
                new Node("Less", "o", List.of("i", "k"), List.of("o"), Map.of()),
                new Node("Tanh", "unasked", List.of("x"), List.of("unasked"), Map.of())),
            List.of(Initializer.ofLongs("k", 5)),
            Map.of("unasked", ValueType.ofFloats(Shape.of(Shape.BATCH))));
    Attribute array = new Attribute.Array(Initializer.ofLongs("named", 1));
    Map<String, Attribute> numbers =
        Map.of(
            "activation_alpha", new Attribute.Floats(List.of(1f, Float.NaN)),
            "activation_beta", new Attribute.Floats(List.of()),
            "activations", new Attribute.Texts(List.of("", "größer")),
            "clip", new Attribute.Float(0.1f),
            "direction", new Attribute.Text("weiß"),
            "hidden_size", new Attribute.Int(65536));
    List<Node> nodes =
        List.of(
            new Node("Transpose", "t", List.of("x"), List.of("t"), permuted(-1, 63)),
            new Node("ConstantOfShape", "c", List.of("t"), List.of("c"), Map.of("value", array)),
            new Node("GRU", "g", List.of("c", "c", "c", "", "c"), List.of("", "y"), numbers),
            new Node("Loop", "l", List.of("t"), List.of("z"), body(inner)));
    Value x = new Value("x", DataType.FLOAT, Shape.of(Shape.BATCH));
    OnnxGraph graph =
        new OnnxGraph(
            "all",
            19,
            List.of(x),
            List.of(new Value("y", DataType.FLOAT16, Shape.of(3, Shape.UNKNOWN))),
            nodes,
            List.of(),
            Map.of("y", new ValueType(DataType.FLOAT16, Shape.of(3, Shape.UNKNOWN))));
    OnnxModel model = new OnnxModel(graph, Map.of("key", "value"));

    assertThat(OnnxReader.read(OnnxWriter.write(model))).isEqualTo(model);
  }

  private static Map<String, Attribute> permuted(long... axes) {
    return Map.of("perm", Attribute.ints(axes));
  }

  private static Map<String, Attribute> body(OnnxGraph graph) {
    return Map.of("body", new Attribute.Graph(graph));
  }

  @Test
  void doesNotWriteAttributesOfUnknownKinds() {
    Map<String, Attribute> odd = Map.of("odd", new Attribute.Other("SPARSE_TENSORS"));
    Node node = new Node("Tanh", "y", List.of(), List.of("y"), odd);
    OnnxGraph graph =
        new OnnxGraph("g", 17, List.of(), List.of(), List.of(node), List.of(), Map.of());

    assertThatThrownBy(() -> OnnxWriter.write(new OnnxModel(graph, Map.of())))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("Tanh node \"y\"", "odd", "SPARSE_TENSORS");
  }

  @Test
  void refusesNodesThatDoNotHaveTheFormOfTheirOperator() {
    refuses(tanh(17).node("z = Relo(y)"), "Relo node \"z\"", "nearest: Relu");
    refuses(tanh(17).node("z = Gelu(y)"), "came with operator set 20", "one of set 17");
    refuses(tanh(18).node("z = Upsample(y, y)"), "Upsample");
    refuses(tanh(17).node("z = Conv(y)"), "no input 1", "\"W\"");
    refuses(tanh(17).node("z = Conv(, y)"), "no input 0", "\"X\"");
    refuses(tanh(17).node("z = Tanh(y, y)"), "2 inputs", "at most 1");
    refuses(tanh(17).node("z, w = Tanh(y)"), "2 outputs", "at most 1");
    refuses(tanh(17).node(", z = TopK(y, y)"), "no output 0", "\"Values\"");
    refuses(tanh(17).node("z = Concat()", "axis", 0), "no input 0");
    refuses(tanh(17).node("z = Concat(y)"), "no attribute \"axis\"", "a whole number");
    refuses(tanh(17).node("z = Concat(y)", "axis", 0f), "\"axis\"", "a whole number");
    refuses(tanh(17).node("z = Tanh(y)", "alpha", 1f), "\"alpha\"", "none");
    refuses(tanh(17).node("z = Elu(y)", "alfa", 1f), "\"alfa\"", "[alpha]");
    refuses(tanh(18).node("z = ReduceMean(y)", "axes", new int[1]), "\"axes\"");
  }
}
