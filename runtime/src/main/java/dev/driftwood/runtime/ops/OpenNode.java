package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.ValueType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One operator of ONNX's operator set as it stands in a graph: the algebra's way to say what its
 * primitives don't.
 *
 * @param op the operator, of the default domain
 * @param name the node's own name, for errors
 * @param opset the version of the operator set that gives it its meaning, at least 17
 * @param attributes by name, sorted
 * @param arguments the inputs, by place, that are constant vectors of whole numbers, such as axes,
 *     or constant numbers or truth values, such as a mode
 * @param captured the names that its own graphs give to values of the graph around it; these values
 *     follow its inputs
 * @param results type and shape of each of its outputs
 */
public record OpenNode(
    String op,
    String name,
    int opset,
    Map<String, Attribute> attributes,
    Map<Integer, List<Long>> arguments,
    List<String> captured,
    List<ValueType> results) {
  public OpenNode {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    arguments = Map.copyOf(arguments);
    captured = List.copyOf(captured);
    results = List.copyOf(results);
  }

  /** A node that a derivative rule makes on its way, with one output. */
  public OpenNode then(String otherOp, Map<String, Attribute> otherAttributes, ValueType result) {
    return new OpenNode(
        otherOp, name, opset, otherAttributes, Map.of(), List.of(), List.of(result));
  }

  /** The same with other results. */
  public OpenNode withResults(List<ValueType> others) {
    return new OpenNode(op, name, opset, attributes, arguments, captured, others);
  }

  /** The same with one attribute set. */
  public OpenNode with(String attribute, Attribute value) {
    Map<String, Attribute> changed = new TreeMap<>(attributes);
    changed.put(attribute, value);
    return new OpenNode(op, name, opset, changed, arguments, captured, results);
  }

  /** An attribute that is a whole number. */
  public int integer(String attribute, int otherwise) {
    Attribute value = attributes.get(attribute);
    if (value == null) {
      return otherwise;
    }
    return value instanceof Attribute.Int number
        ? Math.toIntExact(number.value())
        : this.<Integer>refuse(attribute, "a whole number");
  }

  /** An attribute that is a number. */
  public double number(String attribute, double otherwise) {
    Attribute value = attributes.get(attribute);
    if (value == null) {
      return otherwise;
    }
    return value instanceof Attribute.Float number
        ? number.value()
        : this.<Double>refuse(attribute, "a number");
  }

  /** An attribute that is a text. */
  public String text(String attribute, String otherwise) {
    Attribute value = attributes.get(attribute);
    if (value == null) {
      return otherwise;
    }
    return value instanceof Attribute.Text text
        ? text.value()
        : this.<String>refuse(attribute, "a text");
  }

  /** An attribute that is a list of whole numbers; the caller owns them. */
  public int[] integers(String attribute, int... otherwise) {
    Attribute value = attributes.get(attribute);
    if (value == null) {
      return otherwise;
    }
    return value instanceof Attribute.Ints numbers
        ? ints(numbers.values())
        : this.<int[]>refuse(attribute, "whole numbers");
  }

  /** An attribute that is a list of numbers; the caller owns them. */
  public double[] numbers(String attribute, double... otherwise) {
    Attribute value = attributes.get(attribute);
    if (value == null) {
      return otherwise;
    }
    return value instanceof Attribute.Floats numbers
        ? numbers.values().stream().mapToDouble(Float::doubleValue).toArray()
        : this.<double[]>refuse(attribute, "numbers");
  }

  /** Whether an input is a constant vector of whole numbers. */
  public boolean hasArgument(int input) {
    return arguments.containsKey(input);
  }

  /**
   * An input that is a constant vector of whole numbers; the caller owns them.
   *
   * @throws IllegalArgumentException where it is not known before the graph runs
   */
  public int[] argument(int input) {
    List<Long> values = arguments.get(input);
    if (values == null) {
      throw new IllegalArgumentException("input " + input + " is not a constant");
    }
    return ints(values);
  }

  /** Values out of int's range, as "to the end" of a slice is written, become the nearest int. */
  private static int[] ints(List<Long> values) {
    return values.stream()
        .mapToInt(v -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v)))
        .toArray();
  }

  private <T> T refuse(String attribute, String expected) {
    throw new IllegalArgumentException(
        "attribute %s: %s (expected: %s)"
            .formatted(attribute, attributes.get(attribute), expected));
  }

  @Override
  public String toString() {
    return "%s node \"%s\" (opset %d)".formatted(op, name, opset);
  }
}
