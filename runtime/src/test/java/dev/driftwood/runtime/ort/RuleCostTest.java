package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.fixture.node.NodeCases;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the derived graphs are made of: each rule is as short as it was thought out to be. */
class RuleCostTest {
  /** Nodes of the operator, however it is written, and of its tangent. */
  @ParameterizedTest
  @CsvSource({
    "Relu, '', 3",
    "LeakyRelu, '', 4",
    "Elu, '', 4",
    "Softplus, '', 3",
    "Erf, '', 5",
    "Gelu, '', 11",
    "Gelu, approximate, 14",
    "Swish, '', 6",
    "Mish, '', 9",
    "HardSwish, '', 8",
    "Max, with a constant, 3",
    "Clip, between numbers, 5",
    "Pow, int64 square, 3",
    "Softmax, '', 5",
    "LogSoftmax, '', 5",
    "LayerNormalization, without bias, 12",
    "InstanceNormalization, of sequences, 14",
    "BatchNormalization, of points, 5"
  })
  void writesFewNodes(String op, String label, int nodes) {
    NodeCase use =
        NodeCases.ofNumbers().stream()
            .filter(one -> one.op().equals(op) && one.label().equals(label))
            .findFirst()
            .orElseThrow();

    assertThat(graph(use).nodes()).hasSize(nodes);
  }

  static List<NodeCase> normalisations() {
    List<String> ops = List.of("LayerNormalization", "GroupNormalization", "InstanceNormalization");
    return NodeCases.ofNumbers().stream().filter(use -> ops.contains(use.op())).toList();
  }

  /** Value and tangent share the statistics of one node, the only thing that takes a root. */
  @ParameterizedTest
  @MethodSource("normalisations")
  void takesStatisticsOnce(NodeCase use) {
    Map<String, Long> counts = graph(use).operatorCounts();

    assertThat(counts).containsEntry("LayerNormalization", 1L).doesNotContainKeys("Sqrt", "Pow");
  }

  private static OnnxGraph graph(NodeCase use) {
    return RuleGraph.of(
            use, DataType.FLOAT, use.values(new RandomTensors(1)), UnaryOperator.identity())
        .graph();
  }
}
