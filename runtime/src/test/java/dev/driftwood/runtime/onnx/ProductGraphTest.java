package dev.driftwood.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.fixture.LabelledGaussian;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.SmallImageNetwork;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProductGraphTest {
  private final OnnxGraph plain = Artefacts.graph(new SmallImageNetwork(2, 8, 6), 5);
  private final ReferenceOps reference = new ReferenceOps();
  private final RandomTensors random = new RandomTensors(3);

  @Test
  void holdsThePlainGraphNodeForNode() {
    OnnxGraph product = ProductGraph.of(plain);

    List<String> ours =
        product.nodes().stream()
            .filter(node -> !node.name().startsWith("jvp/"))
            .map(node -> node.op() + node.name() + node.inputs() + node.outputs().get(0))
            .toList();
    List<String> expected =
        plain.nodes().stream()
            .map(node -> node.op() + node.name() + node.inputs() + node.outputs().get(0))
            .toList();
    assertThat(ours).isEqualTo(expected);
    assertThat(product.inputs()).extracting(Value::name).containsExactly("x", "t", "v");
    assertThat(product.outputs()).extracting(Value::name).containsExactly("drift", "jvp");
  }

  @Test
  void takesTheLabelOfAConditionalNetworkAsItIs() {
    List<GaussianNetwork> classes =
        List.of(new GaussianNetwork(List.of(0.5), 1), new GaussianNetwork(List.of(0.25), 2));
    OnnxGraph conditional = new LabelledGaussian(classes).graph();
    OnnxGraph product = ProductGraph.of(conditional);

    assertThat(product.inputs()).extracting(Value::name).containsExactly("x", "t", "label", "v");
    assertThat(GraphCost.ofDrift(conditional).operators()).containsEntry("Gather", 2L);
    assertThat(GraphCost.ofProduct(conditional).operators()).containsEntry("Gather", 2L);
  }

  @Test
  void givesNothingToWhatOnlyDependsOnTime() {
    OnnxGraph product = ProductGraph.of(plain);

    assertThat(product.nodes())
        .noneMatch(node -> node.name().startsWith("jvp/") && node.op().equals("Sin"))
        .noneMatch(node -> node.name().startsWith("jvp/") && node.op().equals("Cos"));
  }

  static List<OnnxGraph> networks() {
    return List.of(
        Artefacts.graph(new SmallImageNetwork(2, 8, 6), 5),
        Artefacts.graph(new GaussianNetwork(List.of(0.5, -0.25), 0.5), 5),
        new LabelledGaussian(List.of(new GaussianNetwork(List.of(0.5), 1))).graph());
  }

  /** Each copy has the nodes that lead from v to the product; all others are there once. */
  @ParameterizedTest
  @MethodSource("networks")
  void repeatsOnlyWhatDependsOnTheTangent(OnnxGraph network) {
    OnnxGraph one = ProductGraph.of(network);
    Set<String> moving = new HashSet<>(Set.of("v"));
    List<Node> repeated = new ArrayList<>();
    for (Node node : one.nodes()) {
      if (node.inputs().stream().anyMatch(moving::contains)) {
        moving.addAll(node.outputs());
        repeated.add(node);
      }
    }

    OnnxGraph eight = ProductGraph.of(network, 8);

    assertThat(eight.nodes()).hasSize(one.nodes().size() + 7 * repeated.size());
    List<String> names = eight.nodes().stream().map(Node::name).toList();
    assertThat(names).containsAll(network.nodes().stream().map(Node::name).toList());
    for (Node node : repeated) {
      assertThat(names).filteredOn(name -> name.endsWith("/" + node.name())).hasSize(8);
    }
    assertThat(eight.inputs())
        .extracting(Value::name)
        .containsAll(IntStream.range(0, 8).mapToObj(k -> "v" + k).toList())
        .doesNotContain("v");
    assertThat(eight.outputs())
        .extracting(Value::name)
        .containsExactly("drift", "jvp0", "jvp1", "jvp2", "jvp3", "jvp4", "jvp5", "jvp6", "jvp7");
  }

  /** The branches of the If read the tangent, one through a name of their own. */
  @Test
  void givesEachCopyItsOwnInnerGraphs() {
    Value v = new Value("v", DataType.FLOAT, Shape.of(Shape.BATCH));
    OnnxGraph branch =
        new OnnxGraph(
            "branch",
            17,
            List.of(),
            List.of(new Value("inner", v.type(), v.shape())),
            List.of(new Node("Neg", "inner", List.of("v"), List.of("inner"), Map.of())),
            List.of(),
            Map.of());
    Attribute inner = new Attribute.Graph(branch);
    Node choice =
        new Node(
            "If",
            "choice",
            List.of("yes"),
            List.of("jvp"),
            Map.of("then_branch", inner, "else_branch", inner));
    Value yes = new Value("yes", DataType.BOOL, Shape.SCALAR);
    Value jvp = new Value("jvp", v.type(), v.shape());
    OnnxGraph one =
        new OnnxGraph(
            "one", 17, List.of(yes, v), List.of(jvp), List.of(choice), List.of(), Map.of());

    OnnxGraph two = TangentCopies.of(one).times(2);

    assertThat(two.nodes()).extracting(Node::captured).containsExactly(Set.of("v0"), Set.of("v1"));
    assertThat(two.nodes())
        .extracting(node -> ((Attribute.Graph) node.attributes().get("then_branch")).value())
        .extracting(graph -> graph.outputs().get(0).name())
        .doesNotHaveDuplicates();
    assertThat(two.nodes()).extracting(Node::inputs).containsOnly(List.of("yes"));
  }

  @Test
  void isTheSameNetworkAfterTheFile() {
    byte[] bytes = OnnxWriter.write(new OnnxModel(plain, Map.of("k", "v")));
    OnnxModel read = OnnxReader.read(bytes);

    assertThat(read).isEqualTo(new OnnxModel(plain, Map.of("k", "v")));
    assertThat(OnnxWriter.write(read)).isEqualTo(bytes);
  }

  @Test
  void playsItsProductAsCentralDifferencesOfItsDrift() {
    Tensor x = random.next(Shape.of(2, 2, 8, 6));
    Tensor v = random.next(x.shape());
    Tensor t = new Tensor(new double[] {0.3, 0.7}, Shape.of(2));

    GraphPlayer<Dual<Tensor>> player =
        new GraphPlayer<>(new ForwardMode<>(reference), a -> Dual.constant(tensor(a)));
    Map<String, Dual<Tensor>> fed = Map.of("x", new Dual<>(x, v), "t", Dual.constant(t));
    Tensor product =
        Objects.requireNonNull(player.play(plain, fed, List.of("drift")).get(0).tangent());

    double h = 1e-5;
    Tensor ahead = drift(reference.add(x, reference.scale(v, h)), t);
    Tensor behind = drift(reference.sub(x, reference.scale(v, h)), t);
    Tensor difference = reference.scale(reference.sub(ahead, behind), 0.5 / h);
    // h² and 1e-16/h are both 1e-10 and below, times derivatives of order 10.
    assertThat(RandomTensors.relativeError(difference, product.values())).isLessThan(1e-7);
  }

  private Tensor drift(Tensor x, Tensor t) {
    GraphPlayer<Tensor> player = new GraphPlayer<>(reference, ProductGraphTest::tensor);
    return player.play(plain, Map.of("x", x, "t", t), List.of("drift")).get(0);
  }

  private static Tensor tensor(Initializer array) {
    float[] values = array.floats();
    double[] wide = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    return new Tensor(wide, array.shape());
  }
}
