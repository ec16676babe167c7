package dev.driftwood.runtime.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.fixture.node.NodeCases;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every derivative rule, in double arithmetic. */
@Tag("one-jdk")
class RulesTest {
  private final ReferenceOps plain = new ReferenceOps();
  private final ForwardMode<Tensor> forward = new ForwardMode<>(plain);
  private final RandomTensors random = new RandomTensors(5);

  static List<NodeCase> cases() {
    return NodeCases.all();
  }

  /** So that the tests over cases are tests over the table. */
  @Test
  void hasACaseForEveryRule() {
    Set<String> met = cases().stream().map(NodeCase::op).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(Rules.all().keySet());
    missing.removeAll(met);

    assertThat(missing).isEmpty();
  }

  @Test
  void tellsItsCasesApart() {
    assertThat(cases()).extracting(NodeCase::toString).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matchesCentralDifferences(NodeCase use) {
    List<@Nullable Tensor> x = use.values(random);
    List<@Nullable Tensor> v = directions(use, x);
    OpenNode node = use.node(x);

    List<Dual<Tensor>> products = forward.node(node, duals(x, v));

    double h = 1e-5;
    List<Tensor> ahead = plain.node(node, moved(x, v, h));
    List<Tensor> behind = plain.node(node, moved(x, v, -h));
    List<Tensor> there = plain.node(node, x);
    for (int i = 0; i < products.size(); i++) {
      Tensor difference = plain.scale(plain.sub(ahead.get(i), behind.get(i)), 0.5 / h);
      Tensor tangent = products.get(i).tangent();
      Tensor product = tangent == null ? Tensor.zeros(difference.shape()) : tangent;
      assertThat(product.shape()).isEqualTo(difference.shape());
      // Truncation h² · third derivative and rounding 1e-16/h are both below 1e-9 at these scales.
      assertThat(RandomTensors.relativeError(difference, product.values())).isLessThan(1e-7);
      // A rule may write the operator in primitives: the same number but for rounding.
      double[] value = products.get(i).primal().values();
      assertThat(RandomTensors.relativeError(there.get(i), value)).isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isLinearInTheDirection(NodeCase use) {
    List<@Nullable Tensor> x = use.values(random);
    List<@Nullable Tensor> v = directions(use, x);
    List<@Nullable Tensor> doubled = new ArrayList<>();
    List<@Nullable Tensor> zero = new ArrayList<>();
    for (Tensor d : v) {
      doubled.add(d == null ? null : plain.scale(d, 2));
      zero.add(d == null ? null : Tensor.zeros(d.shape()));
    }
    OpenNode node = use.node(x);

    List<Dual<Tensor>> once = forward.node(node, duals(x, v));
    List<Dual<Tensor>> twice = forward.node(node, duals(x, doubled));
    List<Dual<Tensor>> never = forward.node(node, duals(x, zero));

    for (int i = 0; i < once.size(); i++) {
      Tensor tangent = once.get(i).tangent();
      if (tangent != null) {
        // Doubling is exact in binary arithmetic.
        assertThat(twice.get(i).tangent().values()).isEqualTo(plain.scale(tangent, 2).values());
        assertThat(never.get(i).tangent().values()).matches(RandomTensors::isZero, "zero");
      }
    }
  }

  /** Each input alone, the others being constants: sums with zeros left out. */
  @ParameterizedTest
  @MethodSource("cases")
  void followsEachInputAlone(NodeCase use) {
    List<@Nullable Tensor> x = use.values(random);
    List<@Nullable Tensor> v = directions(use, x);
    OpenNode node = use.node(x);
    List<Dual<Tensor>> whole = forward.node(node, duals(x, v));
    for (int output = 0; output < whole.size(); output++) {
      Tensor together = whole.get(output).tangent();
      if (together == null) {
        continue;
      }
      Tensor sum = Tensor.zeros(together.shape());
      for (int moving = 0; moving < x.size(); moving++) {
        if (use.moves(moving)) {
          Tensor alone = forward.node(node, duals(x, only(v, moving))).get(output).tangent();
          sum = alone == null ? sum : plain.add(sum, alone);
        }
      }
      // A handful of roundings.
      assertThat(RandomTensors.relativeError(together, sum.values())).isLessThan(1e-12);
    }
  }

  @Test
  void namesAnOperatorWithoutARule() {
    OpenNode node =
        new OpenNode(
            "Det",
            "volume",
            17,
            Map.of(),
            Map.of(),
            List.of(),
            List.of(new ValueType(DataType.FLOAT, Shape.SCALAR)));
    Dual<Tensor> moving = new Dual<>(random.next(Shape.of(2, 2)), random.next(Shape.of(2, 2)));

    assertThatThrownBy(() -> forward.node(node, List.of(moving)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("Det node \"volume\" (opset 17) has no derivative rule");
  }

  private List<@Nullable Tensor> directions(NodeCase use, List<@Nullable Tensor> x) {
    List<@Nullable Tensor> v = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      v.add(use.moves(i) ? random.next(x.get(i).shape()) : null);
    }
    return v;
  }

  private static List<@Nullable Tensor> only(List<@Nullable Tensor> v, int kept) {
    List<@Nullable Tensor> alone = new ArrayList<>();
    for (int i = 0; i < v.size(); i++) {
      alone.add(i == kept ? v.get(i) : null);
    }
    return alone;
  }

  private static List<@Nullable Dual<Tensor>> duals(
      List<@Nullable Tensor> x, List<@Nullable Tensor> v) {
    List<@Nullable Dual<Tensor>> duals = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      duals.add(x.get(i) == null ? null : new Dual<>(x.get(i), v.get(i)));
    }
    return duals;
  }

  private List<@Nullable Tensor> moved(
      List<@Nullable Tensor> x, List<@Nullable Tensor> v, double h) {
    List<@Nullable Tensor> moved = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      boolean still = v.get(i) == null;
      moved.add(still ? x.get(i) : plain.add(x.get(i), plain.scale(v.get(i), h)));
    }
    return moved;
  }
}
