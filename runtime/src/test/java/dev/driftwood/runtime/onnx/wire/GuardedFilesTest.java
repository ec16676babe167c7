package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the right form each of which ended the process in ONNX Runtime 1.29. */
class GuardedFilesTest {
  private static ModelFile image() {
    return ModelFile.ofOpset(23)
        .input("x", DataType.FLOAT, "N", 4, 4, 4)
        .array(Initializer.ofLongs("i", 0, 1))
        .array(Initializer.ofLongs("none"))
        .array(Initializer.ofFloats("f", Shape.of(4), 1, 1, 1, 1));
  }

  private static OnnxGraph read(ModelFile file) {
    return OnnxReader.read(file.bytes()).graph();
  }

  static List<ModelFile> crashes() {
    Initializer empty = Initializer.ofFloats("empty", Shape.of(0));
    GraphText body =
        new GraphText("body").input("v", DataType.FLOAT).node("w = Exp(v)").output("w");
    GraphText endless =
        new GraphText("endless")
            .input("n", DataType.INT64)
            .input("go", DataType.BOOL)
            .node("w = Exp(x)")
            .output("go")
            .output("w");
    return List.of(
        image().node("y = Loop()", "body", endless),
        image()
            .array(Initializer.ofLongs("k", Long.MAX_VALUE))
            .node("y = Loop(k)", "body", endless),
        image().array(empty).node("y = ScatterND(empty, empty, empty)"),
        image().node("y, , v = BatchNormalization(x, f, f, f, f)", "training_mode", 1),
        image().node("y = DepthToSpace(x)", "blocksize", Integer.MAX_VALUE),
        image().node("y = SpaceToDepth(x)", "blocksize", 0),
        image().node("y = GatherND(x, i)", "batch_dims", -2),
        image().node("y = OneHot(i, none, f)"),
        image().node("y = RandomNormalLike(x)", "scale", 0f),
        image().node("y = RandomNormal()", "scale", Float.NaN, "shape", new int[] {1}),
        image().node("y = RandomUniformLike(x)", "low", 1f, "high", 0f),
        image().node("y = Split(x)", "num_outputs", 2),
        image().node("y = Split(x, i)"),
        image().array(empty).node("y = LpNormalization(empty)"),
        image().array(empty).node("y = ReduceL1(empty)"),
        image().array(Initializer.ofFloats("a", Shape.of(2, 0))).node("y = Unique(a)", "axis", 0),
        image().input("e", DataType.FLOAT, "N", 0).node("y = TopK(e, i)"),
        image().array(Initializer.ofLongs("k", Long.MIN_VALUE)).node("y = Trilu(x, k)"),
        image().node("y = Softmax(x)", "axis", Integer.MAX_VALUE),
        image().node("y = Attention(x, x, x)", "kv_num_heads", 0),
        image().node("y = Attention(x, x, x)", "q_num_heads", 3, "kv_num_heads", 2),
        image().node("y = MaxPool(x)", "kernel_shape", new int[] {2, Integer.MAX_VALUE}),
        image().array(Initializer.ofLongs("big", 1 << 20, 1 << 20)).node("y = Expand(x, big)"),
        image().array(Initializer.ofLongs("pads", 1L << 40)).node("y = Pad(x, pads)"),
        image().array(scale(Float.NaN)).node("y = Resize(x, , s)"),
        image().array(scale(-1)).node("y = Resize(x, , s)"),
        image().array(Initializer.ofLongs("zero", 0)).node("y = STFT(x, zero)"),
        image().array(Initializer.ofLongs("zero", 0)).node("y = SplitToSequence(x, zero)"),
        image().node("y = Scan(x)", "body", body, "num_scan_inputs", 11),
        image().node("y = Scan(x, x)", "body", body, "num_scan_inputs", 1),
        image().node("y = Loop(none, , x)", "body", body),
        image().node("y = Loop(, , x)", "body", body),
        image().node("y = If(none)", "then_branch", body, "else_branch", body));
  }

  private static Initializer scale(float last) {
    return Initializer.ofFloats("s", Shape.of(4), 1, 1, 1, last);
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void areRefused(ModelFile file) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("(expected: ");
  }

  @Test
  void areMadeHarmlessWhereAVectorOfAnyLengthIsReadAsAShortOne() {
    List<Node> nodes =
        read(image().input("s", DataType.FLOAT, "a", "b").node("y = Resize(x, , s)")).nodes();

    assertThat(nodes).extracting(Node::op).containsExactly("Reshape", "Slice", "Resize");
    assertThat(nodes.get(0).inputs().get(0)).isEqualTo("s");
    assertThat(nodes.get(1).inputs().get(0)).isEqualTo(nodes.get(0).outputs().get(0));
    assertThat(nodes.get(2).inputs()).containsExactly("x", "", nodes.get(1).outputs().get(0));
  }

  @Test
  void areMadeHarmlessWhereAnArrayIsReadAsOneElement() {
    List<Node> nodes = read(image().node("y = OneHot(i, x, f)")).nodes();

    assertThat(nodes).extracting(Node::op).containsExactly("Reshape", "OneHot");
    assertThat(nodes.get(1).inputs()).containsExactly("i", nodes.get(0).outputs().get(0), "f");
  }

  @Test
  void areLeftAsTheyAreOnTheSecondReading() {
    byte[] written =
        OnnxWriter.write(
            OnnxReader.read(
                image()
                    .input("s", DataType.FLOAT, "a", "b")
                    .node("y = Resize(x, , s)")
                    .node("z = OneHot(i, x, f)")
                    .bytes()));

    assertThat(OnnxWriter.write(OnnxReader.read(written))).isEqualTo(written);
  }

  /** As PyTorch resizes to a size that is computed. */
  @Test
  void areNotMistakenForArithmeticWithShapes() {
    ModelFile file =
        image()
            .array(Initializer.ofLongs("two", 2))
            .array(Initializer.ofLongs("zero", 0))
            .array(Initializer.of("third", DataType.INT64, Shape.SCALAR, 3))
            .array(Initializer.of("factor", DataType.FLOAT, Shape.SCALAR, 2))
            .node("shape = Shape(x)")
            .node("front = Slice(shape, zero, two)")
            .node("width = Gather(shape, third)")
            .node("real = Cast(width)", "to", 1)
            .node("doubled = Mul(real, factor)")
            .node("floor = Floor(doubled)")
            .node("whole = Cast(floor)", "to", 7)
            .node("last = Unsqueeze(whole, zero)")
            .node("size = Concat(front, last, last)", "axis", 0)
            .node("y = Resize(x, , , size)", "mode", "linear")
            .node("z = ReduceMean(x, last)");

    assertThat(read(file).nodes()).hasSize(11);
  }
}
