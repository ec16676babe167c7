package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.OperatorCase;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operator, and its derivative, through ONNX Runtime against the reference interpreter. */
class OrtParityTest {
  private final ReferenceOps reference = new ReferenceOps();
  private final RandomTensors random = new RandomTensors(11);

  @ParameterizedTest
  @EnumSource
  void givesValueAndProductOfTheReference(OperatorCase operator) {
    List<Tensor> x = operator.inputs().stream().map(random::next).toList();
    List<Tensor> v = operator.inputs().stream().map(random::next).toList();
    Dual<Tensor> expected =
        operator.apply(
            new ForwardMode<>(reference),
            IntStream.range(0, x.size()).mapToObj(i -> new Dual<>(x.get(i), v.get(i))).toList());

    List<float[]> actual;
    try (OrtNetwork network = open(operator)) {
      List<Feed> feeds = new ArrayList<>();
      for (int i = 0; i < x.size(); i++) {
        feeds.add(feed("x" + i, x.get(i)));
        feeds.add(feed("v" + i, v.get(i)));
      }
      actual = network.run(feeds, List.of("y", "dy"));
    }

    // A few dozen float32 roundings of 6e-8 each.
    assertThat(error(expected.primal(), actual.get(0))).isLessThan(1e-5);
    assertThat(error(Objects.requireNonNull(expected.tangent()), actual.get(1))).isLessThan(1e-5);
  }

  private static OrtNetwork open(OperatorCase operator) {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    List<Dual<Value>> inputs = new ArrayList<>();
    List<Value> tangents = new ArrayList<>();
    for (int i = 0; i < operator.inputs().size(); i++) {
      Value x = builder.input("x" + i, DataType.FLOAT, operator.inputs().get(i));
      tangents.add(builder.input("v" + i, DataType.FLOAT, operator.inputs().get(i)));
      inputs.add(new Dual<>(x, tangents.get(i)));
    }
    Dual<Value> y = operator.apply(ProductGraph.differentiating(ops, tangents), inputs);
    OnnxGraph graph =
        builder.build(
            operator.name(), Map.of("y", y.primal(), "dy", Objects.requireNonNull(y.tangent())));
    return OrtNetwork.open(new OnnxModel(graph, Map.of()), OrtSettings.DEFAULT);
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

  private static double error(Tensor expected, float[] actual) {
    double[] values = IntStream.range(0, actual.length).mapToDouble(i -> actual[i]).toArray();
    return RandomTensors.relativeError(expected, values);
  }
}
