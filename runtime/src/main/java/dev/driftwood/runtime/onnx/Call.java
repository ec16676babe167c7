package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A node as it is played: its arguments, decoded and checked. */
record Call<V>(Node node, Frame<V> frame) {
  V value(int input) {
    return frame.value(name(input));
  }

  boolean has(int input) {
    return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
  }

  /** Whether the graph says what types all of the node's results have. */
  boolean isTyped() {
    return node.outputs().stream()
        .allMatch(output -> output.isEmpty() || frame.type(output) != null);
  }

  /** Whether it multiplies a value by the sigmoid of that value. */
  boolean isSilu() {
    return node.op().equals("Mul")
        && node.inputs().size() == 2
        && frame.isSigmoid(node.inputs().get(1), node.inputs().get(0));
  }

  /** The node for the algebra; of results that nobody asked for, the first one's type stands. */
  OpenNode openNode() {
    List<ValueType> results = new ArrayList<>();
    for (String output : node.outputs()) {
      ValueType type = frame.type(output);
      results.add(type == null ? results.get(0) : type);
    }
    Map<Integer, List<Long>> arguments = new HashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      int place = i;
      frame.wholeNumbers(node.inputs().get(i)).ifPresent(list -> arguments.put(place, list));
    }
    return new OpenNode(
        node.op(),
        node.name(),
        frame.opset(),
        node.attributes(),
        arguments,
        List.copyOf(node.captured()),
        results);
  }

  /** The values of all inputs, and of what the node's own graphs use. */
  List<@Nullable V> values() {
    List<@Nullable V> values = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      values.add(has(i) ? value(i) : null);
    }
    node.captured().forEach(name -> values.add(frame.value(name)));
    return values;
  }

  void give(List<V> results) {
    for (int i = 0; i < results.size(); i++) {
      frame.put(node.outputs().get(i), results.get(i));
    }
  }

  void give(V result) {
    frame.put(node.outputs().get(0), result);
  }

  /** The name of an argument that the operator can't do without. */
  String name(int input) {
    require(has(input), "it has no input " + input);
    return node.inputs().get(input);
  }

  int[] ints(int input) {
    long[] values = frame.initializer(name(input)).longs();
    return LongStream.of(values).mapToInt(Math::toIntExact).toArray();
  }

  float[] floats(int input) {
    return frame.initializer(name(input)).floats();
  }

  int integer(String name, int otherwise) {
    Attribute attribute = node.attributes().get(name);
    if (attribute == null) {
      return otherwise;
    }
    return attribute instanceof Attribute.Int number
        ? Math.toIntExact(number.value())
        : this.<Integer>refuse(name + " is not a whole number");
  }

  double number(String name, double otherwise) {
    Attribute attribute = node.attributes().get(name);
    if (attribute == null) {
      return otherwise;
    }
    return attribute instanceof Attribute.Float number
        ? number.value()
        : this.<Double>refuse(name + " is not a number");
  }

  String text(String name, String otherwise) {
    Attribute attribute = node.attributes().get(name);
    return attribute instanceof Attribute.Text text ? text.value() : otherwise;
  }

  int[] integers(String name, int... otherwise) {
    Attribute attribute = node.attributes().get(name);
    if (attribute instanceof Attribute.Ints numbers) {
      List<Long> values = numbers.values();
      return values.stream().mapToInt(Math::toIntExact).toArray();
    }
    return otherwise;
  }

  /** Fails unless a form of the operator is one that the algebra has. */
  void require(boolean holds, String what) {
    if (!holds) {
      refuse(what);
    }
  }

  private <T> T refuse(String what) {
    throw new DriftwoodException(
        "%s can't be used: %s; export the network with operators that Driftwood knows"
            .formatted(node, what));
  }
}
