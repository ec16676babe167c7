package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.fixture.node.NodeCases;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every derivative rule through ONNX Runtime, against the reference interpreter. */
@Tag("one-jdk")
class OrtRulesTest {
  private final ReferenceOps reference = new ReferenceOps();
  private final RandomTensors random = new RandomTensors(13);

  static List<NodeCase> cases() {
    return NodeCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesValuesAndProductsOfTheReference(NodeCase use) {
    List<@Nullable Tensor> x = use.values(random).stream().map(OrtRulesTest::narrowed).toList();
    List<@Nullable Tensor> v = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      v.add(use.moves(i) ? narrowed(random.next(x.get(i).shape())) : null);
    }
    OpenNode node = use.node(x);
    List<@Nullable Dual<Tensor>> duals = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      duals.add(x.get(i) == null ? null : new Dual<>(x.get(i), v.get(i)));
    }
    List<Dual<Tensor>> expected = new ForwardMode<>(reference).node(node, duals);

    Map<String, Value> outputs = new LinkedHashMap<>();
    try (OrtNetwork network = open(use, node, x, true, outputs)) {
      List<String> names = List.copyOf(outputs.keySet());
      Map<String, float[]> once = run(network, use, x, v, 1, names);
      Map<String, float[]> twice = run(network, use, x, v, 2, names);
      Map<String, float[]> never = run(network, use, x, v, 0, names);
      for (String name : names) {
        Dual<Tensor> result = expected.get(Integer.parseInt(name.replaceAll("\\D", "")));
        boolean product = name.startsWith("dy");
        Tensor wanted = product ? result.tangent() : result.primal();
        // A few dozen float32 roundings of 6e-8 each.
        assertThat(RandomTensors.relativeError(wanted, widened(once.get(name)))).isLessThan(2e-5);
        if (product) {
          // Doubling is exact in binary arithmetic.
          Tensor doubled = new Tensor(widened(once.get(name)), wanted.shape()).map(d -> 2 * d);
          assertThat(widened(twice.get(name))).isEqualTo(doubled.values());
          assertThat(widened(never.get(name))).matches(RandomTensors::isZero, "zero");
        }
      }
    }
  }

  static List<NodeCase> casesOfManyForms() {
    return NodeCases.ofProductsAndImages();
  }

  /** Where nothing moves, an operator is applied as it is, whatever its rule lowers it to. */
  @ParameterizedTest
  @MethodSource("casesOfManyForms")
  void givesValuesOfTheReferenceAsItStands(NodeCase use) {
    List<@Nullable Tensor> x = use.values(random).stream().map(OrtRulesTest::narrowed).toList();
    OpenNode node = use.node(x);
    List<Tensor> expected = reference.node(node, x);

    Map<String, Value> outputs = new LinkedHashMap<>();
    try (OrtNetwork network = open(use, node, x, false, outputs)) {
      List<String> names = List.copyOf(outputs.keySet());
      run(network, use, x, List.of(), 0, names)
          .forEach(
              (name, value) -> {
                Tensor wanted = expected.get(Integer.parseInt(name.substring(1)));
                // A few dozen float32 roundings of 6e-8 each.
                assertThat(RandomTensors.relativeError(wanted, widened(value))).isLessThan(2e-5);
              });
    }
  }

  private static @Nullable Tensor narrowed(@Nullable Tensor x) {
    return x == null ? null : x.map(value -> (float) value);
  }

  private static OrtNetwork open(
      NodeCase use,
      OpenNode node,
      List<@Nullable Tensor> x,
      boolean follows,
      Map<String, Value> outputs) {
    GraphBuilder builder = new GraphBuilder(use.opset());
    OnnxOps ops = new OnnxOps(builder);
    List<@Nullable Dual<Value>> inputs = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      if (use.moves(i)) {
        Shape shape = x.get(i).shape();
        Value value = builder.input("x" + i, DataType.FLOAT, shape);
        Value v = follows ? builder.input("v" + i, DataType.FLOAT, shape) : null;
        inputs.add(new Dual<>(value, v));
      } else if (use.inputs().get(i) instanceof NodeCase.Fixed fixed) {
        inputs.add(Dual.constant(ops.parameter(NodeCase.array("c" + i, fixed))));
      } else {
        inputs.add(null);
      }
    }
    List<Dual<Value>> results = new ForwardMode<>(ops).node(node, inputs);
    for (int i = 0; i < results.size(); i++) {
      outputs.put("y" + i, asFloats(ops, node, results.get(i).primal()));
      Value tangent = results.get(i).tangent();
      if (tangent != null) {
        outputs.put("dy" + i, asFloats(ops, node, tangent));
      }
    }
    return OrtNetwork.open(
        new OnnxModel(builder.build("case", outputs), Map.of()), OrtSettings.DEFAULT);
  }

  /** Whole numbers, truth values and doubles too are compared as float32. */
  private static Value asFloats(OnnxOps ops, OpenNode node, Value value) {
    if (value.type() == DataType.FLOAT) {
      return value;
    }
    ValueType floats = value.valueType().withElement(DataType.FLOAT);
    OpenNode cast = node.then("Cast", Map.of("to", new Attribute.Int(1)), floats);
    return ops.node(cast, List.of(value)).get(0);
  }

  private static Map<String, float[]> run(
      OrtNetwork network,
      NodeCase use,
      List<@Nullable Tensor> x,
      List<@Nullable Tensor> v,
      double scale,
      List<String> outputs) {
    List<Feed> feeds = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      if (use.moves(i)) {
        feeds.add(feed("x" + i, x.get(i)));
        if (!v.isEmpty()) {
          feeds.add(feed("v" + i, v.get(i).map(d -> scale * d)));
        }
      }
    }
    List<float[]> values = network.run(feeds, outputs);
    Map<String, float[]> byName = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      byName.put(outputs.get(i), values.get(i));
    }
    return byName;
  }

  static Feed feed(String name, Tensor tensor) {
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

  static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
