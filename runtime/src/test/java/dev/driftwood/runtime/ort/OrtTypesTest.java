package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.fixture.node.NodeCases;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products and what moves over images in graphs of float16, whose types ONNX Runtime checks. */
class OrtTypesTest {
  private final RandomTensors random = new RandomTensors(17);

  static List<NodeCase> cases() {
    return NodeCases.ofProductsAndImages();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheElementTypeOfTheGraph(NodeCase use) {
    List<@Nullable Tensor> x = use.values(random);
    OpenNode node = use.node(x);
    GraphBuilder builder = new GraphBuilder(use.opset());
    OnnxOps ops = new OnnxOps(builder);
    List<@Nullable Dual<Value>> inputs = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      inputs.add(x.get(i) == null ? null : input(use, i, x.get(i), builder));
    }
    List<ValueType> results = node.results().stream().map(OrtTypesTest::halved).toList();
    List<Dual<Value>> duals = new ForwardMode<>(ops).node(node.withResults(results), inputs);
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (int i = 0; i < duals.size(); i++) {
      outputs.put("y" + i, duals.get(i).primal());
      if (duals.get(i).tangent() != null) {
        outputs.put("dy" + i, duals.get(i).tangent());
      }
    }
    OnnxModel model = new OnnxModel(builder.build("case", outputs), Map.of());
    assertThatCode(() -> OrtNetwork.open(model, OrtSettings.DEFAULT).close())
        .doesNotThrowAnyException();
  }

  private static Dual<Value> input(NodeCase use, int i, Tensor x, GraphBuilder builder) {
    if (use.moves(i)) {
      Value value = builder.input("x" + i, DataType.FLOAT16, x.shape());
      return new Dual<>(value, builder.input("v" + i, DataType.FLOAT16, x.shape()));
    }
    Initializer array = NodeCase.array("c" + i, (NodeCase.Fixed) use.inputs().get(i));
    boolean number = array.type() == DataType.FLOAT && !use.op().equals("Resize");
    return Dual.constant(builder.initializer(number ? array.as(DataType.FLOAT16, "c" + i) : array));
  }

  private static ValueType halved(ValueType type) {
    return type.element() == DataType.FLOAT ? type.withElement(DataType.FLOAT16) : type;
  }
}
