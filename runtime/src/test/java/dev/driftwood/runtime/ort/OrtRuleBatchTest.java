package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules where the size of the batch is not known: a graph made for some rows runs with others.
 */
class OrtRuleBatchTest {
  /** A size that no other axis of the cases has. */
  private static final int BATCH = 5;

  private final RandomTensors random = new RandomTensors(23);

  static List<NodeCase> cases() {
    return Stream.of(reductions(), rows(), normalisations()).flatMap(uses -> uses).toList();
  }

  private static Stream<NodeCase> reductions() {
    return Stream.of(
            "ReduceMean",
            "ReduceMax",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSumExp",
            "ReduceSumSquare")
        .flatMap(
            op ->
                Stream.of(
                    NodeCase.of(op, "by attribute, dropped")
                        .with("axes", Attribute.ints(1))
                        .with("keepdims", 0)
                        .moving(BATCH, 3, 4),
                    NodeCase.of(op, "by input, dropped")
                        .opset(18)
                        .with("keepdims", 0)
                        .moving(BATCH, 3, 4)
                        .longs(1, -1),
                    NodeCase.of(op, "kept").opset(18).moving(2 * BATCH, 3, 4).longs(-1)));
  }

  private static Stream<NodeCase> rows() {
    return Stream.of(
        NodeCase.of("Softmax", "").moving(2 * BATCH, 3, 4),
        NodeCase.of("Softmax", "inner").with("axis", 1).moving(BATCH, 3, 4),
        NodeCase.of("LogSoftmax", "").moving(BATCH, 3, 4),
        NodeCase.of("LpNormalization", "").with("axis", 1).moving(BATCH, 3, 4),
        NodeCase.of("CumSum", "").moving(BATCH, 3).longs(1),
        NodeCase.of("Pow", "").moving(BATCH, 3).fixed(Shape.of(3), 1, 2, 3),
        NodeCase.of("Max", "").moving(BATCH, 3).fixed(Shape.of(3), 1, 0, -1).moving(BATCH, 1),
        NodeCase.of("Clip", "").moving(BATCH, 3).fixed(Shape.SCALAR, 0),
        NodeCase.of("Mean", "").moving(BATCH, 1).fixed(Shape.of(3), 1, 2, 3),
        NodeCase.of("PRelu", "").moving(BATCH, 3, 4).fixed(Shape.of(3, 1), 0.1, 0.2, 0.3),
        NodeCase.of("Gelu", "").opset(20).moving(2 * BATCH, 3));
  }

  private static Stream<NodeCase> normalisations() {
    Shape four = Shape.of(4);
    return Stream.of(
        NodeCase.of("LayerNormalization", "").moving(BATCH, 3, 4).fixed(four, 1, 2, 3, 4),
        NodeCase.of("LayerNormalization", "over two axes")
            .with("axis", 1)
            .moving(2 * BATCH, 3, 4)
            .fixed(four, 1, 2, 3, 4),
        NodeCase.of("RMSNormalization", "").opset(23).moving(BATCH, 3, 4).fixed(four, 1, 2, 3, 4),
        NodeCase.of("GroupNormalization", "")
            .opset(21)
            .with("num_groups", 2)
            .moving(BATCH, 4, 2, 3)
            .fixed(four, 1, 2, 3, 4)
            .fixed(four, 1, 2, 3, 4),
        NodeCase.of("InstanceNormalization", "of images")
            .moving(BATCH, 4, 2, 3)
            .fixed(four, 1, 2, 3, 4)
            .fixed(four, 1, 2, 3, 4),
        NodeCase.of("InstanceNormalization", "of sequences")
            .moving(2 * BATCH, 4, 3)
            .fixed(four, 1, 2, 3, 4)
            .fixed(four, 1, 2, 3, 4),
        NodeCase.of("BatchNormalization", "")
            .moving(BATCH, 4, 2, 3)
            .fixed(four, 1, 2, 3, 4)
            .fixed(four, 1, 2, 3, 4)
            .fixed(four, 1, 2, 3, 4)
            .fixed(four, 1, 2, 3, 4),
        NodeCase.of("MeanVarianceNormalization", "")
            .with("axes", Attribute.ints(2, 3))
            .moving(BATCH, 4, 2, 3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void runWithAnyNumberOfRows(NodeCase use) {
    RuleGraph graph =
        RuleGraph.of(use, DataType.FLOAT, use.values(random), OrtRuleBatchTest::symbolic);
    for (int batch : new int[] {1, 3}) {
      check(graph, use, batch);
    }
  }

  private static Shape symbolic(Shape shape) {
    boolean batched = shape.rank() > 0 && shape.dim(0) % BATCH == 0;
    return batched ? shape.with(0, -shape.dim(0) / BATCH) : shape;
  }

  private void check(RuleGraph graph, NodeCase use, int batch) {
    List<@Nullable Tensor> x = new ArrayList<>();
    List<@Nullable Tensor> v = new ArrayList<>();
    List<@Nullable Dual<Tensor>> duals = new ArrayList<>();
    for (NodeCase.Argument argument : use.inputs()) {
      if (argument instanceof NodeCase.Moving moving) {
        Shape shape = symbolic(moving.shape()).at(batch);
        x.add(random.next(shape));
        v.add(random.next(shape));
        duals.add(new Dual<>(x.get(x.size() - 1), v.get(v.size() - 1)));
      } else {
        x.add(((NodeCase.Fixed) argument).value());
        v.add(null);
        duals.add(Dual.constant(x.get(x.size() - 1)));
      }
    }
    Dual<Tensor> expected = new ForwardMode<>(new ReferenceOps()).node(use.node(x), duals).get(0);

    Map<String, double[]> results = graph.run(x, v);

    // A few dozen float32 roundings of 6e-8 each.
    assertThat(RandomTensors.relativeError(expected.primal(), results.get("y0"))).isLessThan(2e-5);
    assertThat(RandomTensors.relativeError(expected.tangent(), results.get("dy0")))
        .isLessThan(2e-5);
  }
}
