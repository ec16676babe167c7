package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network whose inputs and output have been found to be what its description says.
 *
 * @param graph of the network; its inputs have their final shapes, the batch axis symbolic
 * @param description of the model
 * @param x the input for the noised items, in the network's own layout
 * @param t the input for the time, {@code [n]}, perhaps with further axes of size 1
 * @param label the input for the class
 * @param output the name of the output
 */
record Connection(
    OnnxGraph graph,
    ModelDescription description,
    Value x,
    Value t,
    Optional<Value> label,
    String output) {
  /**
   * Connects a network.
   *
   * @throws DriftwoodException where the two don't fit, saying what the network has
   */
  static Connection of(OnnxGraph graph, ModelDescription description) {
    AdoptedSpec spec = spec(graph, description);
    Shape item = Layouts.batched(description.shape(), spec.layout());
    TrainingMode.refuse(graph);
    Value x = input(graph, spec.x(), "x");
    requireTime(graph, x, spec.t());
    Value t = input(graph, spec.t(), "t");
    requireNotSwapped(x, t, item);
    Value state = new Value(x.name(), floating(x, "x"), sized(x, item, "x"));
    Value time = new Value(t.name(), timeType(t), times(t));
    Optional<Value> label = label(graph, spec, description);
    List<Value> inputs = new ArrayList<>(List.of(state, time));
    label.ifPresent(inputs::add);
    requireNoOthers(graph, inputs);
    OnnxGraph connected =
        new OnnxGraph(
            graph.name(),
            graph.opset(),
            inputs,
            List.of(output(graph, spec.output())),
            graph.nodes(),
            graph.initializers(),
            graph.types());
    return new Connection(connected, description, state, time, label, spec.output());
  }

  /** This connection of a graph that computes the same. */
  Connection with(OnnxGraph other) {
    return new Connection(other, description, x, t, label, output);
  }

  /** This connection fed at another pace. */
  Connection withTimeScale(double timeScale) {
    ModelDescription changed = description.withAdopted(spec().withTimeScale(timeScale));
    return new Connection(graph, changed, x, t, label, output);
  }

  AdoptedSpec spec() {
    return spec(graph, description);
  }

  /** What the description says, or that inputs are called {@code x}, {@code t}, {@code label}. */
  private static AdoptedSpec spec(OnnxGraph graph, ModelDescription description) {
    return description
        .adopted()
        .orElseGet(
            () ->
                new AdoptedSpec(
                    "x",
                    "t",
                    description.labels().map(labels -> "label"),
                    graph.outputs().size() == 1
                        ? graph.outputs().get(0).name()
                        : description.output().jsonName(),
                    AdoptedSpec.Conditioning.T,
                    1,
                    List.of(),
                    AdoptedSpec.Layout.NCHW,
                    AdoptedSpec.Channels.MEAN));
  }

  private static void requireTime(OnnxGraph graph, Value x, String name) {
    if (graph.inputs().size() == 1 && !x.name().equals(name)) {
      throw new DriftwoodException(
          "adopted.inputs.t: the network takes \"%s\" and no time: the time is baked in as a constant (expected: an input \"%s\"; export the network with its time as a tensor that it uses)"
              .formatted(x.name(), name));
    }
  }

  private static Value input(OnnxGraph graph, String name, String role) {
    return find(graph.inputs(), name, "input", "adopted.inputs." + role);
  }

  private static Value output(OnnxGraph graph, String name) {
    return find(graph.outputs(), name, "output", "adopted.output");
  }

  private static Value find(List<Value> values, String name, String kind, String key) {
    List<String> names = values.stream().map(Value::name).toList();
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new DriftwoodException(key + ": " + NearestName.unknown(kind, name, names)));
  }

  /** x where the times should be, and times where x should be. */
  private static void requireNotSwapped(Value x, Value t, Shape item) {
    boolean xIsSmall = x.shape().rank() < item.rank() && x.shape().rank() <= 2;
    if (xIsSmall && t.shape().rank() == item.rank()) {
      throw new DriftwoodException(
          "adopted.inputs: x and t are swapped: \"%s\" has shape %s and \"%s\" has shape %s (expected: x %s and t [batch])"
              .formatted(x.name(), x.shape(), t.name(), t.shape(), item));
    }
  }

  private static DataType floating(Value value, String role) {
    if (!value.type().isFloating()) {
      throw new DriftwoodException(
          "adopted.inputs.%s: \"%s\" is %s (expected: floating-point numbers)"
              .formatted(role, value.name(), value.type()));
    }
    return value.type();
  }

  private static Shape sized(Value value, Shape expected, String role) {
    Shape shape = value.shape();
    boolean fits = shape.rank() == expected.rank();
    for (int axis = 1; fits && axis < shape.rank(); axis++) {
      fits = shape.dim(axis) < 0 || shape.dim(axis) == expected.dim(axis);
    }
    if (!fits) {
      throw new DriftwoodException(
          "adopted.inputs.%s: \"%s\" has shape %s (expected: %s, as the description's shape and layout say)"
              .formatted(role, value.name(), shape, expected));
    }
    requireBatch(value);
    return expected;
  }

  private static void requireBatch(Value value) {
    if (value.shape().dim(0) >= 0) {
      throw new DriftwoodException(
          "input \"%s\" has a fixed batch of %d (expected: a symbolic first axis; export the network with dynamic axes)"
              .formatted(value.name(), value.shape().dim(0)));
    }
  }

  private static DataType timeType(Value t) {
    boolean whole = t.type() == DataType.INT64 || t.type() == DataType.INT32;
    return whole ? t.type() : floating(t, "t");
  }

  private static Shape times(Value t) {
    Shape shape = t.shape();
    boolean single = shape.rank() == 0 || (shape.rank() == 1 && shape.dim(0) == 1);
    if (single) {
      throw new DriftwoodException(
          "adopted.inputs.t: \"%s\" is one number for the whole batch, of shape %s (expected: one for each row, [batch])"
              .formatted(t.name(), shape));
    }
    for (int axis = 1; axis < shape.rank(); axis++) {
      if (shape.dim(axis) > 1) {
        throw new DriftwoodException(
            "adopted.inputs.t: \"%s\" has shape %s (expected: one number for each row, [batch])"
                .formatted(t.name(), shape));
      }
    }
    requireBatch(t);
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    dims[0] = Shape.BATCH;
    return Shape.of(dims);
  }

  private static Optional<Value> label(
      OnnxGraph graph, AdoptedSpec spec, ModelDescription description) {
    if (spec.label().isPresent() != description.labels().isPresent()) {
      throw new DriftwoodException(
          spec.label().isPresent()
              ? "adopted.inputs.label: \"%s\", but the description has no labels (expected: both or neither)"
                  .formatted(spec.label().get())
              : "labels: there, but adopted.inputs names no label (expected: both or neither)");
    }
    return spec.label().map(name -> classes(input(graph, name, "label")));
  }

  private static Value classes(Value label) {
    boolean whole = label.type() == DataType.INT64 || label.type() == DataType.INT32;
    if (!whole || label.shape().rank() != 1) {
      throw new DriftwoodException(
          "adopted.inputs.label: \"%s\" is %s %s (expected: INT64 [batch])"
              .formatted(label.name(), label.type(), label.shape()));
    }
    requireBatch(label);
    return new Value(label.name(), label.type(), Shape.of(Shape.BATCH));
  }

  private static void requireNoOthers(OnnxGraph graph, List<Value> known) {
    List<String> names = known.stream().map(Value::name).toList();
    for (Value input : graph.inputs()) {
      if (!names.contains(input.name())) {
        throw new DriftwoodException(
            "the network has a further input \"%s\" %s %s (expected: %s; %s)"
                .formatted(input.name(), input.type(), input.shape(), names, advice(input)));
      }
    }
  }

  private static String advice(Value input) {
    boolean classes = !input.type().isFloating() && input.shape().rank() == 1;
    return classes
        ? "where it is the class, name it as adopted.inputs.label and describe the labels"
        : "bake it into the export";
  }
}
