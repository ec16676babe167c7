package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrangements whose sizes, and whose zeros, only a run tells: one graph for every batch. */
class OrtBatchAxisTest {
  private static final Shape ROWS = Shape.of(Shape.BATCH, 3);

  private final RandomTensors random = new RandomTensors(7);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void arrangesBatchesOfAnySize(int batch) {
    Tensor x = random.next(ROWS.at(batch));
    Tensor v = random.next(ROWS.at(batch));
    Tensor still = random.next(ROWS.at(batch));
    Function<Initializer, Dual<Tensor>> arrays =
        array -> Dual.constant(new Tensor(array.numbers(), array.shape()));
    Dual<Tensor> expected =
        arranged(
            new ForwardMode<>(new ReferenceOps()), arrays, new Dual<>(x, v), Dual.constant(still));

    try (OrtNetwork network = network()) {
      List<float[]> found =
          network.run(
              List.of(feed("x", x), feed("v", v), feed("still", still)), List.of("y", "dy"));

      // The numbers are moved, not computed with.
      assertThat(widened(found.get(0))).isEqualTo(expected.primal().values());
      assertThat(widened(found.get(1))).isEqualTo(expected.tangent().values());
    }
  }

  private static OrtNetwork network() {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, ROWS);
    Value v = builder.input("v", DataType.FLOAT, ROWS);
    Value still = builder.input("still", DataType.FLOAT, ROWS);
    Dual<Value> y =
        arranged(
            new ForwardMode<>(ops),
            array -> Dual.constant(ops.parameter(array)),
            new Dual<>(x, v),
            Dual.constant(still));
    Map<String, Value> outputs = Map.of("y", y.primal(), "dy", y.tangent());
    return OrtNetwork.open(
        new OnnxModel(builder.build("arranged", outputs), Map.of()), OrtSettings.DEFAULT);
  }

  /** Two batches under each other, widened, as pairs, of which the greatest are kept. */
  private static <V> V arranged(Ops<V> ops, Function<Initializer, V> arrays, V x, V still) {
    V both = node(ops, "Concat", Map.of("axis", 0L), floats(-2, 3), List.of(x, still));
    V pads = arrays.apply(Initializer.ofLongs("pads", 0, 1, 0, 0));
    V one = arrays.apply(Initializer.ofFloats("one", Shape.SCALAR, 1));
    V wide = node(ops, "Pad", Map.of(), floats(-2, 4), List.of(both, pads, one));
    V sizes = arrays.apply(Initializer.ofLongs("sizes", -1, 2));
    V pairs = node(ops, "Reshape", Map.of(), floats(-4, 2), List.of(wide, sizes));
    V count = arrays.apply(Initializer.ofLongs("count", 1));
    // The places' type is not said right, as where a graph does not name them.
    ValueType column = ValueType.ofFloats(Shape.of(-4, 1));
    return node(ops, "TopK", Map.of("axis", -1L), List.of(column, column), List.of(pairs, count));
  }

  private static List<ValueType> floats(int... dims) {
    return List.of(ValueType.ofFloats(Shape.of(dims)));
  }

  private static <V> V node(
      Ops<V> ops, String op, Map<String, Long> numbers, List<ValueType> results, List<V> inputs) {
    Map<String, Attribute> attributes = new TreeMap<>();
    numbers.forEach((name, value) -> attributes.put(name, new Attribute.Int(value)));
    OpenNode node = new OpenNode(op, op, 17, attributes, Map.of(), List.of(), results);
    return ops.node(node, new ArrayList<@Nullable V>(inputs)).get(0);
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

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
