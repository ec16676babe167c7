package dev.driftwood.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Weights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How little of a derived graph depends on the tangent. */
class TangentOpsTest {
  @Test
  void multipliesATangentOnceBySlopesInARow() {
    assertThat(
            moving(
                new Body() {
                  @Override
                  public <V> V of(Ops<V> o, V x) {
                    V shifted = o.add(o.tanh(o.scale(o.sigmoid(x), 3)), o.constant(1));
                    return o.neg(o.div(shifted, o.constant(7)));
                  }
                }))
        .containsExactly("Mul");
  }

  @Test
  void addsSlopesOfOneTangent() {
    assertThat(
            moving(
                new Body() {
                  @Override
                  public <V> V of(Ops<V> o, V x) {
                    return o.sub(o.mul(o.tanh(x), o.exp(x)), o.sin(x));
                  }
                }))
        .containsExactly("Mul");
  }

  @Test
  void takesSiluByItsClosedForm() {
    Body silu =
        new Body() {
          @Override
          public <V> V of(Ops<V> o, V x) {
            return o.silu(x);
          }
        };

    assertThat(moving(silu)).containsExactly("Mul");
    // Three operations for s + y (1 − s), one for the product.
    assertThat(ProductGraph.of(graph(silu)).nodes()).hasSize(2 + 3 + 1);
  }

  /** Of the size of x: y dx, y mean, two differences, and one product with all slopes. */
  @Test
  void normalisesAndGatesInFiveOperationsAndTwoMeans() {
    List<String> operators =
        moving(
            new Body() {
              @Override
              public <V> V of(Ops<V> o, V x) {
                V gain = o.constant(new double[] {1, 2, 3, 4}, Shape.of(4));
                return o.silu(o.groupNorm(x, 2, gain, gain, 1e-6));
              }
            });

    assertThat(operators).filteredOn("Mul"::equals).hasSize(3);
    assertThat(operators).filteredOn("Sub"::equals).hasSize(2);
    assertThat(operators).filteredOn("MatMul"::equals).hasSize(2);
    assertThat(operators)
        .filteredOn(op -> !Set.of("Mul", "Sub", "MatMul").contains(op))
        .containsOnly("Reshape", "Transpose");
  }

  /**
   * The half is of a number a row; twice goes with the array, which is larger than that tangent.
   */
  @Test
  void keepsASmallTangentSmall() {
    assertThat(
            moving(
                new Body() {
                  @Override
                  public <V> V of(Ops<V> o, V x) {
                    V row = o.scale(o.sum(o.reshape(x, 0, 1, -1), -1), 0.5);
                    V array = o.constant(new double[] {1, 2, 3, 4}, Shape.of(1, 4, 1, 1));
                    V wide = o.mul(o.reshape(row, 0, 1, 1, 1), array);
                    return o.add(o.mul(wide, o.constant(2)), o.expandAs(o.constant(0), x));
                  }
                }))
        .containsExactly("Reshape", "MatMul", "Reshape", "Mul", "Mul", "Expand");
  }

  /** A function of the state, of its shape or one that broadcasts to it. */
  private interface Body {
    <V> V of(Ops<V> o, V x);
  }

  private static OnnxGraph graph(Body body) {
    return Artefacts.graph(
        new Network() {
          @Override
          public List<Integer> itemShape() {
            return List.of(4, 2, 3);
          }

          @Override
          public <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t) {
            return body.of(ops, x);
          }
        },
        0);
  }

  /** The operators between v and jvp, in order. */
  private static List<String> moving(Body body) {
    Set<String> moving = new HashSet<>(Set.of("v"));
    List<String> operators = new ArrayList<>();
    for (Node node : ProductGraph.of(graph(body)).nodes()) {
      if (node.inputs().stream().anyMatch(moving::contains)) {
        moving.addAll(node.outputs());
        operators.add(node.op());
      }
    }
    return operators;
  }
}
