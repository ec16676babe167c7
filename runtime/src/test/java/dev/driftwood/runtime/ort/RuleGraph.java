package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.reference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A graph of one use of an operator and of its derivative, fed and read in float32 whatever the
 * type of its elements.
 */
final class RuleGraph {
  private final NodeCase use;
  private final DataType type;
  private final boolean derived;
  private final GraphBuilder builder;
  private final OnnxOps ops;
  private final Map<String, Value> outputs = new LinkedHashMap<>();

  private RuleGraph(NodeCase use, DataType type, boolean derived) {
    this.use = use;
    this.type = type;
    this.derived = derived;
    this.builder = new GraphBuilder(use.opset());
    this.ops = new OnnxOps(builder);
  }

  /**
   * The graph.
   *
   * @param values where the operator is used; they give the shapes
   * @param shapes what the graph declares of a shape
   */
  static RuleGraph of(
      NodeCase use, DataType type, List<@Nullable Tensor> values, UnaryOperator<Shape> shapes) {
    RuleGraph graph = new RuleGraph(use, type, true);
    graph.derive(values, shapes);
    return graph;
  }

  /** Whether ONNX Runtime has the operator itself for a type of elements. */
  static boolean isKnown(NodeCase use, DataType type) {
    List<@Nullable Tensor> values = use.values(new RandomTensors(0));
    RuleGraph graph = new RuleGraph(use, type, false);
    graph.derive(values, UnaryOperator.identity());
    try {
      graph.open().close();
      return true;
    } catch (DriftwoodException e) {
      return false;
    }
  }

  private Dual<Value> input(int place, Tensor value, UnaryOperator<Shape> shapes) {
    if (use.inputs().get(place) instanceof NodeCase.Fixed fixed) {
      DataType kept = fixed.type() == DataType.FLOAT ? type : fixed.type();
      return Dual.constant(
          ops.parameter(NodeCase.array("float/" + place, fixed).as(kept, "c" + place)));
    }
    Shape shape = shapes.apply(value.shape());
    Value x = builder.input("x" + place, DataType.FLOAT, shape);
    if (!derived) {
      return Dual.constant(cast(x, type));
    }
    Value v = builder.input("v" + place, DataType.FLOAT, shape);
    return new Dual<>(cast(x, type), cast(v, type));
  }

  private void derive(List<@Nullable Tensor> values, UnaryOperator<Shape> shapes) {
    List<@Nullable Dual<Value>> inputs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      inputs.add(values.get(i) == null ? null : input(i, values.get(i), shapes));
    }
    List<Dual<Value>> results = new ForwardMode<>(ops).node(node(use.node(values), shapes), inputs);
    for (int i = 0; i < results.size(); i++) {
      outputs.put("y" + i, cast(results.get(i).primal(), DataType.FLOAT));
      if (results.get(i).tangent() != null) {
        outputs.put("dy" + i, cast(results.get(i).tangent(), DataType.FLOAT));
      }
    }
  }

  private OpenNode node(OpenNode node, UnaryOperator<Shape> shapes) {
    return node.withResults(
        node.results().stream()
            .map(result -> result.element() == DataType.FLOAT ? result.withElement(type) : result)
            .map(result -> result.withShape(shapes.apply(result.shape())))
            .toList());
  }

  private Value cast(Value x, DataType to) {
    int number = to == DataType.FLOAT ? 1 : to == DataType.FLOAT16 ? 10 : 11;
    ValueType wanted = x.valueType().withElement(to);
    Map<String, Attribute> attributes = Map.of("to", new Attribute.Int(number));
    OpenNode cast =
        new OpenNode("Cast", "cast", use.opset(), attributes, Map.of(), List.of(), List.of(wanted));
    return x.type() == to ? x : ops.node(cast, List.of(x)).get(0);
  }

  OnnxGraph graph() {
    return builder.build("case", outputs);
  }

  private OrtNetwork open() {
    return OrtNetwork.open(new OnnxModel(graph(), Map.of()), OrtSettings.DEFAULT);
  }

  /** Values and products by name: {@code y0}, {@code dy0}, …. */
  Map<String, double[]> run(List<@Nullable Tensor> x, List<@Nullable Tensor> v) {
    try (OrtNetwork network = open()) {
      List<Feed> feeds = new ArrayList<>();
      for (int i = 0; i < x.size(); i++) {
        if (use.moves(i)) {
          feeds.add(feed("x" + i, x.get(i)));
          feeds.add(feed("v" + i, v.get(i)));
        }
      }
      List<String> names = List.copyOf(outputs.keySet());
      List<float[]> results = network.run(feeds, names);
      Map<String, double[]> byName = new LinkedHashMap<>();
      IntStream.range(0, names.size())
          .forEach(i -> byName.put(names.get(i), widened(results.get(i))));
      return byName;
    }
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static Feed feed(String name, Tensor tensor) {
    FloatBuffer values =
        ByteBuffer.allocateDirect(tensor.values().length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (double value : tensor.values()) {
      values.put((float) value);
    }
    long[] shape = tensor.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    return new Feed(name, values.flip(), shape);
  }
}
