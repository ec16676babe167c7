package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes of old operator sets, and of functions in another one than their file, become. */
class OldOpsetsTest {
  private static ModelFile image(int opset) {
    return ModelFile.ofOpset(opset).input("x", DataType.FLOAT, "N", 3, 4, 4);
  }

  private static OnnxGraph read(ModelFile file) {
    return OnnxReader.read(file.bytes()).graph();
  }

  private static FunctionProto function(int opset, String line, Object... attributes) {
    return FunctionProto.newBuilder()
        .setDomain("own")
        .setName("F")
        .addInput("a")
        .addOutput("c")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .addNode(GraphText.nodeProto(line, attributes))
        .build();
  }

  @ParameterizedTest
  @CsvSource({"9, 17", "16, 17", "17, 17", "18, 18", "24, 24"})
  void areBroughtToSeventeenOrLeft(int opset, int expected) {
    assertThat(read(image(opset).node("y = Tanh(x)")).opset()).isEqualTo(expected);
  }

  /** Normalising by the statistics of a batch is for training, and its rows are not independent. */
  @Test
  void keepTrainingRecognisable() {
    ModelFile file =
        image(9)
            .input("s", DataType.FLOAT, 3)
            .node("y, m, v, a, b = BatchNormalization(x,s,s,s,s)");
    Node node = read(file).nodes().get(0);

    assertThat(node.attributes().get("training_mode")).isEqualTo(new Attribute.Int(1));
    assertThat(node.outputs()).containsExactly("y", "m", "v");
    Node inference =
        read(image(9).input("s", DataType.FLOAT, 3).node("y = BatchNormalization(x,s,s,s,s)"))
            .nodes()
            .get(0);
    assertThat(inference.attributes()).isEmpty();
  }

  @Test
  void flattenOnlyWhereTheAxisMayNotBeTheLast() {
    assertThat(read(image(11).node("y = Softmax(x)", "axis", -1)).nodes())
        .extracting(Node::op)
        .containsExactly("Softmax");
    assertThat(read(image(11).node("y = Softmax(x)", "axis", 2)).nodes())
        .extracting(Node::op)
        .containsExactly("Shape", "Flatten", "Softmax", "Reshape");
  }

  @Test
  void useTheOperatorSetOfTheirFunction() {
    FunctionProto old = function(12, "c = ReduceSum(a)", "axes", new int[] {1});
    OnnxGraph graph = read(image(18).function(old).node("y = own.F(x)"));

    String axes = graph.nodes().get(0).inputs().get(1);
    assertThat(graph.initializers()).containsExactly(Initializer.ofLongs(axes, 1));
    OnnxGraph mean =
        read(
            image(18)
                .function(function(12, "c = ReduceMean(a)", "axes", new int[] {1, 2}))
                .node("y = own.F(x)"));
    assertThat(mean.nodes().get(0).attributes()).isEmpty();
    assertThat(mean.nodes().get(0).inputs()).hasSize(2);
    OnnxGraph split =
        read(image(20).function(function(12, "c, d = Split(a)")).node("y = own.F(x)"));
    assertThat(split.nodes().get(0).attributes())
        .containsEntry("num_outputs", new Attribute.Int(2));
  }

  @Test
  void refuseFunctionsWhoseOperatorsMeanSomethingElse() {
    ModelFile newer = image(17).function(function(18, "c = ReduceMean(a)")).node("y = own.F(x)");
    ModelFile same = image(17).function(function(18, "c = Tanh(a)")).node("y = own.F(x)");
    ModelFile changed =
        image(21)
            .function(function(18, "c = GroupNormalization(a, a, a)", "num_groups", 1))
            .node("y = own.F(x)");

    assertThat(read(same).nodes()).hasSize(1);
    for (ModelFile file : List.of(newer, changed)) {
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContainingAll("is of a function in operator set 18", "export both in one");
    }
  }

  @Test
  void refuseOldAttributesOfOtherKinds() {
    assertThatThrownBy(() -> read(image(9).node("y = Clip(x)", "min", 1)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("Clip node \"y\"", "\"min\"", "a number");
    assertThatThrownBy(() -> read(image(9).node("y = Slice(x)", "starts", "0")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("Slice node \"y\"", "\"starts\"", "a whole number");
    assertThatThrownBy(() -> read(image(10).node("y = Resize(x)")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("Resize node \"y\"", "no input 1");
  }
}
