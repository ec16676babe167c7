package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.AttributeProto.AttributeType;
import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functions that a file brings along. */
@Tag("one-jdk")
class FunctionsTest {
  private static FunctionProto.Builder function(String name, List<String> in, List<String> out) {
    return FunctionProto.newBuilder()
        .setDomain("own")
        .setName(name)
        .addAllInput(in)
        .addAllOutput(out)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18));
  }

  /** f(a, b) = sigmoid(a) · b, piecewise linear, with slope 0.25 where a call says none. */
  private static FunctionProto scaled() {
    return function("Scaled", List.of("a", "b"), List.of("c"))
        .addAttribute("offset")
        .addAttributeProto(
            AttributeProto.newBuilder().setName("slope").setType(AttributeType.FLOAT).setF(0.25f))
        .addNode(GraphText.nodeProto("t = HardSigmoid(a)", "alpha", "@slope", "beta", "@offset"))
        .addNode(GraphText.nodeProto("c = Mul(t, b)"))
        .build();
  }

  private static ModelFile file() {
    return ModelFile.ofOpset(18)
        .input("x", DataType.FLOAT, "N")
        .input("t", DataType.FLOAT, "N")
        .importing("own", 1)
        .output("y", DataType.FLOAT, "N");
  }

  private static OnnxGraph read(ModelFile file) {
    return OnnxReader.read(file.bytes()).graph();
  }

  private static void refuses(ModelFile file, String... reasons) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll(reasons);
  }

  @Test
  void standWhereTheyAreCalled() {
    OnnxGraph graph =
        read(
            file()
                .function(scaled())
                .node("u = own.Scaled(x, t)")
                .node("y = own.Scaled(u, x)", "slope", 0.5f, "offset", 3f));

    List<Node> nodes = graph.nodes();
    assertThat(nodes)
        .extracting(Node::op)
        .containsExactly("HardSigmoid", "Mul", "HardSigmoid", "Mul");
    assertThat(nodes.get(0).inputs()).containsExactly("x");
    assertThat(nodes.get(1).inputs()).containsExactly(nodes.get(0).outputs().get(0), "t");
    assertThat(nodes.get(1).outputs()).containsExactly("u");
    assertThat(nodes.get(2).inputs()).containsExactly("u");
    assertThat(nodes.get(3).inputs()).containsExactly(nodes.get(2).outputs().get(0), "x");
    assertThat(nodes.get(3).outputs()).containsExactly("y");
    assertThat(nodes.get(0).attributes()).isEqualTo(Map.of("alpha", new Attribute.Float(0.25f)));
    assertThat(nodes.get(2).attributes())
        .isEqualTo(Map.of("alpha", new Attribute.Float(0.5f), "beta", new Attribute.Float(3)));
    Set<String> names = nodes.stream().map(n -> n.outputs().get(0)).collect(Collectors.toSet());
    assertThat(names).hasSize(4).doesNotContain("t", "x");
  }

  @Test
  void callEachOtherAndAreFoundByTheirOverload() {
    FunctionProto outer =
        function("Outer", List.of("a"), List.of("c"))
            .addAttribute("k")
            .addNode(GraphText.nodeProto("t = Constant()", "value_float", "@k"))
            .addNode(
                GraphText.nodeProto("c = own.Scaled(a, t)", "slope", "@k").toBuilder()
                    .setOverload("second"))
            .build();
    FunctionProto first = function("Scaled", List.of("a", "b"), List.of("c")).build();
    FunctionProto second = scaled().toBuilder().setOverload("second").build();

    OnnxGraph graph =
        read(
            file()
                .function(outer)
                .function(first)
                .function(second)
                .node("y = own.Outer(x)", "k", 0.75f));

    assertThat(graph.nodes()).extracting(Node::op).containsExactly("HardSigmoid", "Mul");
    assertThat(graph.nodes().get(0).attributes())
        .isEqualTo(Map.of("alpha", new Attribute.Float(0.75f)));
    Initializer k = graph.initializers().get(0);
    assertThat(k).isEqualTo(Initializer.ofFloats(k.name(), Shape.SCALAR, 0.75f));
    assertThat(graph.nodes().get(1).inputs().get(1)).isEqualTo(k.name());
  }

  @Test
  void mayLeaveOutInputsAndOutputs() {
    FunctionProto optional =
        function("Optional", List.of("a", "b", "absent"), List.of("c", "d"))
            .addNode(GraphText.nodeProto("c = Clip(a, b, absent)"))
            .addNode(GraphText.nodeProto("d = Neg(c)"))
            .build();
    List<Node> nodes = read(file().function(optional).node("y = own.Optional(x, t)")).nodes();

    assertThat(nodes.get(0).inputs()).containsExactly("x", "t");
    assertThat(nodes.get(1).inputs()).containsExactly("y");
    assertThat(nodes.get(1).outputs().get(0)).isNotIn("y", "x", "t", "d");
  }

  @Test
  void mayGiveWhatTheyAreGiven() {
    FunctionProto passing = function("Pass", List.of("a"), List.of("a", "a")).build();
    List<Node> nodes = read(file().function(passing).node("y, z = own.Pass(x)")).nodes();

    assertThat(nodes).extracting(Node::op).containsExactly("Identity", "Identity");
    assertThat(nodes).allMatch(node -> node.inputs().equals(List.of("x")));
    assertThat(nodes).extracting(node -> node.outputs().get(0)).containsExactly("y", "z");
  }

  @Test
  void mayRunGraphsThatUseTheirValues() {
    GraphText branch = new GraphText("branch").node("b = Exp(inner)").output("b");
    FunctionProto branching =
        function("Branching", List.of("a", "c"), List.of("r"))
            .addNode(GraphText.nodeProto("inner = Neg(a)"))
            .addNode(GraphText.nodeProto("r = If(c)", "then_branch", branch, "else_branch", branch))
            .build();
    List<Node> nodes =
        read(file()
                .input("c", DataType.BOOL)
                .function(branching)
                .node("u = own.Branching(x, c)")
                .node("y = own.Branching(u, c)"))
            .nodes();

    assertThat(nodes.get(1).captured()).isEqualTo(Set.copyOf(nodes.get(0).outputs()));
    assertThat(nodes.get(3).captured()).isEqualTo(Set.copyOf(nodes.get(2).outputs()));
    assertThat(nodes.get(3).captured()).isNotEqualTo(nodes.get(1).captured());
  }

  @Test
  void mayNotCallThemselves() {
    FunctionProto ping =
        function("Ping", List.of("a"), List.of("c"))
            .addNode(GraphText.nodeProto("c = own.Pong(a)"))
            .build();
    FunctionProto pong =
        function("Pong", List.of("a"), List.of("c"))
            .addNode(GraphText.nodeProto("c = own.Ping(a)"))
            .build();
    ModelFile recursive = file().function(ping).function(pong);

    refuses(recursive.node("y = own.Ping(x)"), "own.Ping", "calls itself");
  }

  /** Thirty lines that each double the one below them would make a thousand million nodes. */
  @Test
  void mayNotMakeMoreThanThereIsMemoryFor() {
    ModelFile bomb = file();
    bomb.function(
        function("F0", List.of("a"), List.of("c"))
            .addNode(GraphText.nodeProto("c = Neg(a)"))
            .build());
    for (int i = 1; i < 31; i++) {
      String below = "own.F" + (i - 1);
      bomb.function(
          function("F" + i, List.of("a"), List.of("c"))
              .addNode(GraphText.nodeProto("b = %s(a)".formatted(below)))
              .addNode(GraphText.nodeProto("c = %s(b)".formatted(below)))
              .build());
    }

    refuses(bomb.node("y = own.F30(x)"), "more than", "parts of nodes");
  }

  @Test
  void mustFitTheirCalls() {
    refuses(file().function(scaled()).node("y = own.Scaled(x, t, x)"), "3 inputs", "at most 2");
    refuses(file().function(scaled()).node("y, z = own.Scaled(x, t)"), "for 2 outputs");
    refuses(
        file().function(scaled()).node("y = own.Scaled(x, t)", "slop", 1f), "\"slop\"", "[offset]");
    refuses(file().function(scaled()).function(scaled()), "own.Scaled is defined twice");
    FunctionProto open =
        function("Open", List.of("a"), List.of("c"))
            .addNode(GraphText.nodeProto("c = Add(a, t)"))
            .build();
    refuses(file().function(open).node("y = own.Open(x)"), "value \"t\"", "nothing in it defines");
  }
}
