package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operator that is differentiated, with the inputs it meets: what a {@link Rule} works with.
 *
 * @param <V> the values of the interpreter that is wrapped
 */
final class Application<V> {
  private final ForwardMode<V> duals;
  private final Ops<V> values;
  private final Ops<V> tangents;
  private final OpenNode node;
  private final List<@Nullable Dual<V>> inputs;
  private @Nullable List<V> results;

  Application(
      ForwardMode<V> duals,
      Ops<V> values,
      Ops<V> tangents,
      OpenNode node,
      List<@Nullable Dual<V>> inputs) {
    this.duals = duals;
    this.values = values;
    this.tangents = tangents;
    this.node = node;
    this.inputs = inputs;
  }

  /** The interpreter of values and tangents together, for rules that lower to primitives. */
  Ops<Dual<V>> duals() {
    return duals;
  }

  /** The interpreter in which values are made. */
  Ops<V> values() {
    return values;
  }

  /** The interpreter in which tangents are made. */
  Ops<V> tangents() {
    return tangents;
  }

  /** Another operator that meets the same inputs. */
  Application<V> as(OpenNode other) {
    return new Application<>(duals, values, tangents, other, inputs);
  }

  OpenNode node() {
    return node;
  }

  int inputCount() {
    return inputs.size();
  }

  /** Whether there is an input at a place. */
  boolean has(int input) {
    return input < inputs.size() && inputs.get(input) != null;
  }

  /** Whether there is an input at a place that has a tangent. */
  boolean moves(int input) {
    return has(input) && dual(input).tangent() != null;
  }

  /** An input with its tangent. */
  Dual<V> dual(int input) {
    if (!has(input)) {
      throw new IllegalArgumentException("it has no input " + input);
    }
    return Objects.requireNonNull(inputs.get(input));
  }

  /** An input's value. */
  V x(int input) {
    return dual(input).primal();
  }

  /** An input's tangent, where it {@link #moves}. */
  V dx(int input) {
    return Objects.requireNonNull(dual(input).tangent(), "tangent");
  }

  /** The operator's first result. */
  V y() {
    return results().get(0);
  }

  /** The operator's results; it is applied to the values once, whoever asks. */
  List<V> results() {
    if (results == null) {
      results = values.node(node, primals());
    }
    return results;
  }

  /** A node of another operator without attributes, among values. */
  V valueNode(String op, ValueType result, List<V> inputs) {
    return values.node(node.then(op, Map.of(), result), new ArrayList<@Nullable V>(inputs)).get(0);
  }

  /** The operator's inputs without tangents. */
  List<@Nullable V> primals() {
    List<@Nullable V> primals = new ArrayList<>();
    for (Dual<V> input : inputs) {
      primals.add(input == null ? null : input.primal());
    }
    return primals;
  }

  /**
   * The operator once more, among tangents, with one input's place taken by another value and some
   * left out.
   */
  List<V> again(int input, V value, int... leftOut) {
    List<@Nullable V> changed = primals();
    changed.set(input, value);
    for (int place : leftOut) {
      if (place < changed.size()) {
        changed.set(place, null);
      }
    }
    return tangents.node(node, changed);
  }

  /** The operator once more, among tangents, over other inputs. */
  List<V> again(List<@Nullable V> others) {
    return tangents.node(node, others);
  }

  /** An input's tangent, or zeros of its shape where it does not move. */
  V tangentOrZeros(int input) {
    return moves(input) ? dx(input) : tangents.expandAs(tangents.constant(0), x(input));
  }

  /**
   * A node of another operator, among tangents.
   *
   * @param inputs {@code null} where an optional one is left out
   */
  V tangentNode(
      String op, Map<String, Attribute> attributes, ValueType result, List<@Nullable V> inputs) {
    return tangents.node(node.then(op, attributes, result), inputs).get(0);
  }

  /** A number among tangents; it takes the element type of what it meets. */
  V number(double value) {
    return tangents.constant(value);
  }

  /**
   * An elementwise node of another operator, among tangents, whose elements are of the type of the
   * first result's.
   */
  V elementwise(String op, List<V> inputs) {
    return elementwise(op, node.results().get(0).element(), inputs);
  }

  /** An elementwise comparison, among tangents. */
  V compared(String op, V a, V b) {
    return elementwise(op, DataType.BOOL, List.of(a, b));
  }

  /** One of two values, element by element, among tangents. */
  V where(V condition, V then, V otherwise) {
    return elementwise("Where", List.of(condition, then, otherwise));
  }

  private V elementwise(String op, DataType element, List<V> inputs) {
    Shape shape = inputs.stream().map(tangents::shape).reduce(Shape.SCALAR, Shape::broadcast);
    return tangentNode(op, Map.of(), new ValueType(element, shape), new ArrayList<>(inputs));
  }

  /** A value in the element type of another one. */
  V inTypeOf(V value, V like) {
    ValueType type = values.type(value).withElement(values.type(like).element());
    boolean same = type.equals(values.type(value));
    return same ? value : tangentNode("CastLike", Map.of(), type, List.of(value, like));
  }

  /** The first result with its tangent. */
  List<Dual<V>> withTangent(V dy) {
    return List.of(new Dual<>(y(), dy));
  }

  /** d, brought to the shape of {@code like} where broadcasting left it smaller. */
  V expanded(V d, V like) {
    return Objects.requireNonNull(duals.expanded(d, like));
  }

  /** A sum in which a missing term is zero. */
  @Nullable V sum(@Nullable V a, @Nullable V b) {
    return duals.sum(a, b);
  }

  Shape shape(V value) {
    return values.shape(value);
  }
}
