package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.wire.GraphText;
import dev.driftwood.runtime.onnx.wire.ModelFile;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as others write them, through our reader and writer, in ONNX Runtime. */
class OrtReadFilesTest {
  private static ModelFile file(int opset) {
    return ModelFile.ofOpset(opset)
        .input("x", DataType.FLOAT, "N")
        .output("y", DataType.FLOAT, "N");
  }

  private static float[] run(ModelFile file, float... x) {
    FloatBuffer values =
        ByteBuffer.allocateDirect(x.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    values.put(x).flip();
    try (OrtNetwork network = OrtNetwork.open(OnnxReader.read(file.bytes()), OrtSettings.DEFAULT)) {
      List<Feed> feeds = List.of(new Feed("x", values, new long[] {x.length}));
      return network.run(feeds, List.of("y")).get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 18, 19, 20, 21, 22, 23, 24})
  void runInEveryOperatorSet(int opset) {
    ModelFile file = file(opset).node("two = Constant()", "value_float", 2f);

    assertThat(run(file.node("y = Mul(x, two)"), 1, -3)).containsExactly(2, -6);
  }

  private static GraphText branch(String op) {
    return new GraphText(op)
        .array(Initializer.ofFloats("x", Shape.SCALAR, 0.5f))
        .node("outer = Neg(x)")
        .node("early = %s(early0, outer)".formatted(op))
        .output("early");
  }

  /** Inner graphs that hide names, and say nothing of the types of what they give. */
  @Test
  void runBranches() {
    ModelFile file =
        file(17)
            .node("early0 = Abs(x)")
            .node("c = Constant()", "value", Initializer.of("", DataType.BOOL, Shape.SCALAR, 1))
            .node("y = If(c)", "then_branch", branch("Add"), "else_branch", branch("Mul"));

    assertThat(run(file, 1, -3)).containsExactly(0.5f, 2.5f);
  }

  @Test
  void runBranchesThatPassValuesOnAndGiveConstants() {
    GraphText passes = new GraphText("passes").output("early");
    GraphText constant =
        new GraphText("constant").node("k = Constant()", "value_floats", new float[2]).output("k");
    ModelFile file =
        file(17)
            .node("early = Abs(x)")
            .node("s = ReduceMax(x)", "keepdims", 0)
            .node("c = Cast(s)", "to", 9)
            .node("y = If(c)", "then_branch", passes, "else_branch", constant);

    assertThat(run(file, 1, -3)).containsExactly(1, 3);
    assertThat(run(file, 0, -3)).containsExactly(0, 0);
  }

  /** y = |x| + 0 + 1 + 2, in whole numbers, which a body need not say. */
  @Test
  void runLoops() {
    GraphText body =
        new GraphText("body")
            .input("i", DataType.INT64)
            .input("go", DataType.BOOL)
            .input("sum", DataType.INT64, "N")
            .node("next = Add(sum, i)")
            .node("still = Identity(go)")
            .output("still")
            .output("next");
    ModelFile file =
        file(17)
            .node("trips = Constant()", "value_int", 3)
            .node("early = Abs(x)")
            .node("whole = Cast(early)", "to", 7)
            .node("last = Loop(trips, , whole)", "body", body)
            .node("y = Cast(last)", "to", 1);

    assertThat(run(file, 1, -3)).containsExactly(4, 6);
  }
}
