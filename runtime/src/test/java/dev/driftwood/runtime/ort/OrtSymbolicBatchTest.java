package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules in graphs that are built before the size of the batch is known. */
class OrtSymbolicBatchTest {
  /** A size that only the batch has. */
  private static final int BATCH = 7;

  private final RandomTensors random = new RandomTensors(23);

  static List<NodeCase> cases() {
    return List.of(
        NodeCase.of("Conv", "with a bias")
            .with("auto_pad", "SAME_UPPER")
            .moving(BATCH, 2, 5, 3)
            .moving(4, 2, 3, 2)
            .moving(4),
        NodeCase.of("Gemm", "plus a row").moving(BATCH, 3).moving(3, 4).moving(4),
        NodeCase.of("MatMul", "of two rows for each of the batch")
            .moving(2 * BATCH, 3, 2)
            .moving(2, 4),
        NodeCase.of("Einsum", "of rows and weights")
            .with("equation", "bi,oij,bj->bo")
            .moving(BATCH, 2)
            .moving(3, 2, 4)
            .moving(BATCH, 4),
        NodeCase.of("MaxPool", "over two axes")
            .with("kernel_shape", 2, 3)
            .with("ceil_mode", 1)
            .with("strides", 2, 2)
            .moving(BATCH, 2, 6, 5),
        NodeCase.of("GlobalMaxPool", "over one axis").moving(BATCH, 3, 4),
        NodeCase.of("LpPool", "of cubes")
            .with("kernel_shape", 2, 2)
            .with("p", 3)
            .moving(BATCH, 2, 3, 4),
        NodeCase.of("Attention", "of several queries a key, causal")
            .opset(23)
            .with("q_num_heads", 4)
            .with("kv_num_heads", 2)
            .with("is_causal", 1)
            .moving(BATCH, 4, 8)
            .moving(BATCH, 4, 4)
            .moving(BATCH, 4, 6),
        NodeCase.of("Attention", "of two windows for each of the batch")
            .opset(23)
            .moving(2 * BATCH, 2, 3, 4)
            .moving(2 * BATCH, 2, 5, 4)
            .moving(2 * BATCH, 2, 5, 3),
        NodeCase.of("Resize", "of rows")
            .with("mode", "linear")
            .moving(BATCH, 1, 2, 3)
            .absent()
            .fixed(Shape.of(4), 1, 1, 2, 1.5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesEachRowItsValueAndProduct(NodeCase use) {
    List<Tensor> x = use.values(random);
    OpenNode node = use.node(x);
    List<Dual<Tensor>> fed = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      Tensor v = use.moves(i) ? random.next(x.get(i).shape()) : null;
      fed.add(x.get(i) == null ? null : new Dual<>(x.get(i), v));
    }
    Dual<Tensor> wanted = new ForwardMode<>(new ReferenceOps()).node(node, fed).get(0);

    try (OrtNetwork network = OrtNetwork.open(model(use, node), OrtSettings.DEFAULT)) {
      List<float[]> given = network.run(feeds(fed), List.of("y", "dy"));
      // A few dozen float32 roundings of 6e-8 each.
      assertThat(RandomTensors.relativeError(wanted.primal(), OrtRulesTest.widened(given.get(0))))
          .isLessThan(2e-5);
      assertThat(RandomTensors.relativeError(wanted.tangent(), OrtRulesTest.widened(given.get(1))))
          .isLessThan(2e-5);
    }
  }

  private static OnnxModel model(NodeCase use, OpenNode node) {
    GraphBuilder builder = new GraphBuilder(use.opset());
    List<Dual<Value>> inputs = new ArrayList<>();
    for (int i = 0; i < use.inputs().size(); i++) {
      inputs.add(input(use.inputs().get(i), i, builder));
    }
    Shape shape = symbolic(node.results().get(0).shape());
    OpenNode open = node.withResults(List.of(node.results().get(0).withShape(shape)));
    Dual<Value> y = new ForwardMode<>(new OnnxOps(builder)).node(open, inputs).get(0);
    assertThat(y.primal().shape()).isEqualTo(shape);
    assertThat(y.tangent().shape()).isEqualTo(shape);
    return new OnnxModel(
        builder.build("case", Map.of("y", y.primal(), "dy", y.tangent())), Map.of());
  }

  private static Dual<Value> input(NodeCase.Argument argument, int i, GraphBuilder builder) {
    if (argument instanceof NodeCase.Moving moving) {
      Shape shape = symbolic(moving.shape());
      Value x = builder.input("x" + i, DataType.FLOAT, shape);
      return new Dual<>(x, builder.input("v" + i, DataType.FLOAT, shape));
    }
    return argument instanceof NodeCase.Fixed fixed
        ? Dual.constant(builder.initializer(NodeCase.array("c" + i, fixed)))
        : null;
  }

  private static List<Feed> feeds(List<Dual<Tensor>> fed) {
    List<Feed> feeds = new ArrayList<>();
    for (int i = 0; i < fed.size(); i++) {
      if (fed.get(i) != null && fed.get(i).tangent() != null) {
        feeds.add(OrtRulesTest.feed("x" + i, fed.get(i).primal()));
        feeds.add(OrtRulesTest.feed("v" + i, fed.get(i).tangent()));
      }
    }
    return feeds;
  }

  private static Shape symbolic(Shape shape) {
    return new Shape(
        shape.dims().stream().map(dim -> dim % BATCH == 0 ? -dim / BATCH : dim).toList());
  }
}
