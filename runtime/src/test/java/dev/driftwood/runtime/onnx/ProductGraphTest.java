package dev.driftwood.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.fixture.LabelledGaussian;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.SmallImageNetwork;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
