package dev.driftwood.runtime.ort;

import ai.onnxruntime.OrtException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a graph's values and of those of the graphs within its nodes, each of which is taken
 * as a graph of its own that is fed what it takes from around it. Both branches of an {@code If}
 * count, the body of a {@code Scan} or {@code Loop} counts once, and what a loop keeps of each
 * round counts for all rounds ({@link LoopSurvey}).
 */
final class Survey {
  /** Arrays of more elements hold weights, which say nothing about sizes. */
  private static final int LONGEST_SIZES = 1 << 10;

  private final OnnxGraph graph;
  private final Looks looks;
  private final Map<String, Initializer> arrays = new HashMap<>();
  private final Map<String, Sized> sizes = new HashMap<>();
  private final Map<String, Value> given = new LinkedHashMap<>();
  private final Map<String, Double> bytes = new LinkedHashMap<>();
  private final Set<String> doubtful = new HashSet<>();

  private Survey(OnnxGraph graph, Looks looks) {
    this.graph = graph;
    this.looks = looks;
    graph.inputs().forEach(input -> sizes.put(input.name(), Sized.of(input)));
    for (Initializer array : graph.initializers()) {
      arrays.put(array.name(), array);
      sizes.put(array.name(), Sized.of(array.value()));
    }
  }

  /**
   * Looks at a graph.
   *
   * @param inputs what is fed, with its sizes
   */
  static Survey of(OnnxGraph graph, List<Value> inputs, Looks looks) {
    OnnxGraph fed =
        new OnnxGraph(
            graph.name(),
            graph.opset(),
            inputs,
            graph.outputs(),
            graph.nodes(),
            graph.initializers(),
            Map.of());
    Survey survey = new Survey(fed, looks);
    survey.look();
    return survey;
  }

  private void look() {
    if (!infer()) {
      leave(graph);
      return;
    }
    graph.nodes().stream().filter(node -> node.op().equals("Loop")).forEach(this::loop);
    for (Node node : graph.nodes()) {
      node.outputs().forEach(this::measure);
      switch (node.op()) {
        case "Concat" -> joined(node);
        case "If" -> branches(node);
        case "Scan" -> count(node.toString(), new ScanSurvey(this, node).bytes());
        default -> {
          // Runs no graph.
        }
      }
    }
  }

  /** Takes note that nothing is known of a graph's values, nor of those within its nodes. */
  void leave(OnnxGraph unknown) {
    for (Node node : unknown.nodes()) {
      doubtful.addAll(node.outputs());
      node.attributes().values().stream()
          .filter(Attribute.Graph.class::isInstance)
          .forEach(inner -> leave(((Attribute.Graph) inner).value()));
    }
  }

  private void measure(String name) {
    count(name, size(name).bytes());
    if (!size(name).isKnown() || size(name).dims().contains(0L)) {
      doubtful.add(name);
    }
  }

  private void count(String name, double size) {
    if (size > 0) {
      bytes.put(name, size);
    }
  }

  /** ONNX infers the size of what is joined in 32 bits. */
  private void joined(Node node) {
    int axis = node.attributes().get("axis") instanceof Attribute.Int n ? (int) n.value() : 0;
    List<Sized> parts = node.inputs().stream().map(this::size).toList();
    Sized whole = Sized.joined(parts, axis);
    if (whole.isKnown()) {
      sizes.put(node.outputs().get(0), whole);
    }
    count(node.outputs().get(0), parts.stream().mapToDouble(Sized::bytes).sum());
  }

  private void branches(Node node) {
    double sum = 0;
    for (String name : List.of("then_branch", "else_branch")) {
      OnnxGraph branch = within(node, name);
      sum += branch == null ? 0 : inside(branch, List.of()).footprint().total();
    }
    count(node.toString(), sum);
  }

  /** What comes after a loop is inferred from what the loop is found to give. */
  private void loop(Node node) {
    LoopSurvey loop = new LoopSurvey(this, node);
    Map<String, Sized> found = loop.given();
    count(node.toString(), loop.bytes());
    boolean all =
        node.outputs().stream()
            .allMatch(name -> name.isEmpty() || found.containsKey(name) && isFed(found.get(name)));
    if (all) {
      found.forEach((name, size) -> given.put(name, size.named(name)));
      if (infer()) {
        sizes.putAll(found);
      } else {
        given.keySet().removeAll(found.keySet());
      }
    }
  }

  private static boolean isFed(@Nullable Sized size) {
    return size != null && size.isFeedable();
  }

  /**
   * Infers sizes, without weights where that is accepted; what is not accepted with them is not run
   * either.
   */
  private boolean infer() {
    looks.add();
    try {
      sizes.putAll(InferredSizes.of(fed(false)));
    } catch (OrtException e) {
      try {
        sizes.putAll(InferredSizes.of(fed(true)));
      } catch (OrtException again) {
        return false;
      }
    }
    return true;
  }

  private OnnxGraph fed(boolean weights) {
    List<Value> inputs = new ArrayList<>(graph.inputs());
    inputs.addAll(given.values());
    List<Initializer> kept = new ArrayList<>();
    for (Initializer array : graph.initializers()) {
      if (weights || array.shape().size() <= LONGEST_SIZES) {
        kept.add(array);
      } else {
        inputs.add(array.value());
      }
    }
    List<Node> nodes =
        graph.nodes().stream()
            .filter(node -> node.outputs().stream().noneMatch(given::containsKey))
            .toList();
    return new OnnxGraph(
        graph.name(), graph.opset(), inputs, graph.outputs(), nodes, kept, Map.of());
  }

  /** The graph that an attribute of a node is; {@code null} where there is none. */
  static @Nullable OnnxGraph within(Node node, String name) {
    return node.attributes().get(name) instanceof Attribute.Graph inner ? inner.value() : null;
  }

  /**
   * Looks at a graph that one of the nodes runs.
   *
   * @param taken what the node hands to it
   */
  Survey inside(OnnxGraph inner, List<Value> taken) {
    List<Value> inputs = new ArrayList<>(taken);
    List<Initializer> constants = new ArrayList<>(inner.initializers());
    for (String name : inner.captured()) {
      if (arrays.containsKey(name)) {
        constants.add(array(name));
      } else if (isFed(sizes.get(name))) {
        inputs.add(size(name).named(name));
      }
    }
    OnnxGraph own =
        new OnnxGraph(
            inner.name(),
            graph.opset(),
            inputs,
            inner.outputs(),
            inner.nodes(),
            constants,
            Map.of());
    Survey survey = of(own, inputs, looks);
    doubtful.addAll(survey.doubtful);
    return survey;
  }

  /** A constant array; {@code null} where the name is not of one. */
  @Nullable Initializer array(String name) {
    return arrays.get(name);
  }

  boolean knows(String name) {
    return sizes.containsKey(name);
  }

  /** What is known of a value, which may be nothing. */
  Sized size(String name) {
    Sized size = sizes.get(name);
    return size == null ? Sized.UNKNOWN : size;
  }

  Footprint footprint() {
    return new Footprint(bytes, doubtful);
  }
}
