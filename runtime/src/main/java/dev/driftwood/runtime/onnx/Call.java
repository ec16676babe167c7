package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.List;
import java.util.stream.LongStream;

/** A node as it is played: its arguments, decoded and checked. */
record Call<V>(Node node, Frame<V> frame) {
  V value(int input) {
    return frame.value(name(input));
  }

  boolean has(int input) {
    return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
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
