package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A node in an old form, whose parts are as its file has them. */
record Old(Node node) {
  /** The name of an argument; empty where it is left out. */
  String input(int place) {
    return place < node.inputs().size() ? node.inputs().get(place) : "";
  }

  /** The name of an argument that the operator can't do without. */
  String required(int place) {
    if (input(place).isEmpty()) {
      throw refusal("has no input " + place, "one");
    }
    return input(place);
  }

  /** The name of the first result. */
  String output() {
    if (node.outputs().get(0).isEmpty()) {
      throw refusal("has no first output", "one");
    }
    return node.outputs().get(0);
  }

  Optional<Attribute> attribute(String name) {
    return Optional.ofNullable(node.attributes().get(name));
  }

  long integer(String name, long otherwise) {
    return attribute(name).map(value -> integer(name, value)).orElse(otherwise);
  }

  private long integer(String name, Attribute value) {
    if (value instanceof Attribute.Int number) {
      return number.value();
    }
    throw refusal("has an attribute \"" + name + "\" of another kind", "a whole number");
  }

  Optional<Float> number(String name) {
    return attribute(name).map(value -> number(name, value));
  }

  private float number(String name, Attribute value) {
    if (value instanceof Attribute.Float number) {
      return number.value();
    }
    throw refusal("has an attribute \"" + name + "\" of another kind", "a number");
  }

  String text(String name, String otherwise) {
    return attribute(name).map(value -> text(name, value)).orElse(otherwise);
  }

  private String text(String name, Attribute value) {
    if (value instanceof Attribute.Text text) {
      return text.value();
    }
    throw refusal("has an attribute \"" + name + "\" of another kind", "a text");
  }

  /** An attribute that is a whole number or several of them. */
  Optional<List<Long>> integers(String name) {
    return attribute(name)
        .map(
            value ->
                value instanceof Attribute.Ints numbers
                    ? numbers.values()
                    : List.of(integer(name, value)));
  }

  /** The node as another operator. */
  Node as(String op) {
    return new Node(op, node.name(), node.inputs(), node.outputs(), node.attributes());
  }

  /** The node with an argument set, behind others that are left out where there are none. */
  Node withInput(int place, String name) {
    List<String> inputs = new ArrayList<>(node.inputs());
    while (inputs.size() <= place) {
      inputs.add("");
    }
    inputs.set(place, name);
    return withInputs(inputs);
  }

  Node withInputs(List<String> inputs) {
    return new Node(node.op(), node.name(), inputs, node.outputs(), node.attributes());
  }

  Node with(String attribute, Attribute value) {
    Map<String, Attribute> changed = new TreeMap<>(node.attributes());
    changed.put(attribute, value);
    return new Node(node.op(), node.name(), node.inputs(), node.outputs(), changed);
  }

  Node without(String attribute) {
    Map<String, Attribute> changed = new TreeMap<>(node.attributes());
    changed.remove(attribute);
    return new Node(node.op(), node.name(), node.inputs(), node.outputs(), changed);
  }

  DriftwoodException refusal(String what, String expected) {
    return new DriftwoodException("%s %s (expected: %s)".formatted(node, what, expected));
  }
}
