package dev.driftwood.runtime.derivative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.fixture.OperatorCase;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForwardModeTest {
  private final ReferenceOps plain = new ReferenceOps();
  private final ForwardMode<Tensor> forward = new ForwardMode<>(plain);
  private final RandomTensors random = new RandomTensors(7);

  /** So that the tests over cases are tests over the algebra. */
  @Test
  void meetsEveryPrimitiveInSomeCase() {
    Set<String> met = new TreeSet<>();
    Ops<Tensor> recording = recording(met);
    for (OperatorCase operator : OperatorCase.values()) {
      operator.apply(recording, operator.inputs().stream().map(random::next).toList());
    }

    Set<String> primitives =
        Arrays.stream(Ops.class.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    // Neither takes a value that could move.
    primitives.removeAll(Set.of("shape", "constant"));
    assertThat(met).containsAll(primitives);
  }

  /** The reference interpreter, which tells the primitives it is asked for. */
  @SuppressWarnings("unchecked")
  private Ops<Tensor> recording(Set<String> met) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          met.add(method.getName());
          return method.invoke(plain, arguments);
        };
    return (Ops<Tensor>)
        Proxy.newProxyInstance(Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, handler);
  }

  @ParameterizedTest
  @EnumSource
  void matchesCentralDifferences(OperatorCase operator) {
    List<Tensor> x = operator.inputs().stream().map(random::next).toList();
    List<Tensor> v = operator.inputs().stream().map(random::next).toList();

    Tensor product = Objects.requireNonNull(operator.apply(forward, duals(x, v)).tangent());

    double h = 1e-5;
    Tensor ahead = operator.apply(plain, moved(x, v, h));
    Tensor behind = operator.apply(plain, moved(x, v, -h));
    Tensor difference = plain.scale(plain.sub(ahead, behind), 0.5 / h);
    assertThat(product.shape()).isEqualTo(difference.shape());
    // Truncation h² · third derivative and rounding 1e-16/h are both below 1e-9 at these scales.
    assertThat(RandomTensors.relativeError(difference, product.values())).isLessThan(1e-8);
  }

  @ParameterizedTest
  @EnumSource
  void followsEachArgumentAlone(OperatorCase operator) {
    List<Tensor> x = operator.inputs().stream().map(random::next).toList();
    for (int moving = 0; moving < x.size(); moving++) {
      List<Dual<Tensor>> some = new ArrayList<>();
      List<Dual<Tensor>> all = new ArrayList<>();
      for (int i = 0; i < x.size(); i++) {
        Tensor v = random.next(x.get(i).shape());
        Tensor zero = Tensor.zeros(x.get(i).shape());
        some.add(new Dual<>(x.get(i), i == moving ? v : null));
        all.add(new Dual<>(x.get(i), i == moving ? v : zero));
      }
      Tensor symbolic = operator.apply(forward, some).tangent();
      Tensor explicit = Objects.requireNonNull(operator.apply(forward, all).tangent());
      double[] values = symbolic == null ? new double[explicit.values().length] : symbolic.values();
      // The same sums with zeros left out: rounding only.
      assertThat(RandomTensors.relativeError(explicit, values)).isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isLinearInTheDirection(OperatorCase operator) {
    List<Tensor> x = operator.inputs().stream().map(random::next).toList();
    List<Tensor> v = operator.inputs().stream().map(random::next).toList();
    List<Tensor> doubled = v.stream().map(d -> plain.scale(d, 2)).toList();

    Tensor once = Objects.requireNonNull(operator.apply(forward, duals(x, v)).tangent());
    Tensor twice = Objects.requireNonNull(operator.apply(forward, duals(x, doubled)).tangent());

    // Doubling is exact in binary arithmetic.
    assertThat(twice.values()).isEqualTo(plain.scale(once, 2).values());
  }

  @Test
  void leavesWhatDoesNotMoveWithoutATangent() {
    Dual<Tensor> t = Dual.constant(random.next(Shape.of(2, 3)));

    assertThat(forward.silu(forward.softmax(forward.add(t, forward.constant(1)))).tangent())
        .isNull();
  }

  private static List<Dual<Tensor>> duals(List<Tensor> x, List<Tensor> v) {
    List<Dual<Tensor>> duals = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      duals.add(new Dual<>(x.get(i), v.get(i)));
    }
    return duals;
  }

  private List<Tensor> moved(List<Tensor> x, List<Tensor> v, double h) {
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      moved.add(plain.add(x.get(i), plain.scale(v.get(i), h)));
    }
    return moved;
  }
}
