package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.fixture.node.NodeCases;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules in graphs of other floating types than float32, against the reference. */
@Tag("one-jdk")
class OrtRuleTypesTest {
  private final RandomTensors random = new RandomTensors(17);

  static List<NodeCase> casesOfDoubles() {
    return known(DataType.DOUBLE);
  }

  static List<NodeCase> casesOfHalves() {
    return known(DataType.FLOAT16);
  }

  /** Of an operator that ONNX Runtime or its definition lacks for a type there are no graphs. */
  private static List<NodeCase> known(DataType type) {
    return NodeCases.ofNumbers().stream().filter(use -> RuleGraph.isKnown(use, type)).toList();
  }

  @Test
  void meetsMostOperatorsInEitherType() {
    int all = operators(NodeCases.ofNumbers());

    assertThat(operators(casesOfHalves())).isGreaterThan(all * 9 / 10);
    assertThat(operators(casesOfDoubles())).isGreaterThan(all / 2);
  }

  private static int operators(List<NodeCase> uses) {
    return (int) uses.stream().map(NodeCase::op).distinct().count();
  }

  /** What is float32 within, such as the statistics of normalisations, has its rounding. */
  @ParameterizedTest
  @MethodSource("casesOfDoubles")
  void serveDoubles(NodeCase use) {
    check(use, DataType.DOUBLE, 2e-5);
  }

  /** A few roundings of 5e-4 each, where terms of several times the result cancel. */
  @ParameterizedTest
  @MethodSource("casesOfHalves")
  void serveHalves(NodeCase use) {
    check(use, DataType.FLOAT16, 2e-2);
  }

  private void check(NodeCase use, DataType type, double tolerance) {
    List<@Nullable Tensor> x = use.values(random);
    List<@Nullable Tensor> v = new ArrayList<>();
    List<@Nullable Dual<Tensor>> duals = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      v.add(use.moves(i) ? random.next(x.get(i).shape()) : null);
      duals.add(x.get(i) == null ? null : new Dual<>(x.get(i), v.get(i)));
    }
    List<Dual<Tensor>> expected = new ForwardMode<>(new ReferenceOps()).node(use.node(x), duals);

    Map<String, double[]> results = RuleGraph.of(use, type, x, UnaryOperator.identity()).run(x, v);

    for (int i = 0; i < expected.size(); i++) {
      Dual<Tensor> wanted = expected.get(i);
      assertThat(RandomTensors.relativeError(wanted.primal(), results.get("y" + i)))
          .isLessThan(tolerance);
      assertThat(RandomTensors.relativeError(wanted.tangent(), results.get("dy" + i)))
          .isLessThan(tolerance);
    }
  }
}
