package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that ask for more than they hold. Each ends soon, in one line, and in little memory. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileFileTest {
  private static final int MEBI = 1 << 20;

  /** What half a million parts take, which a file of any size may have. */
  private static final long FREE = 600L * MEBI;

  private static ModelFile image() {
    return ModelFile.ofOpset(17)
        .input("x", DataType.FLOAT, "N", 2)
        .node("y = Tanh(x)")
        .output("y", DataType.FLOAT, "N", 2);
  }

  /** Refuses, and allocates no more than some bytes altogether on the way. */
  private static void refuses(byte[] file, long bytes, String reason) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(bytes);
  }

  /** A length-delimited field of a number within the fields of some others. */
  private static byte[] field(byte[] content, int... path) throws IOException {
    byte[] bytes = content;
    for (int i = path.length - 1; i >= 0; i--) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.writeByteArray(path[i], bytes);
      coded.flush();
      bytes = out.toByteArray();
    }
    return bytes;
  }

  /** Fields of a number, each of no bytes. */
  private static byte[] empty(int field, int count) {
    byte[] bytes = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      bytes[2 * i] = (byte) (field << 3 | 2);
    }
    return bytes;
  }

  @Test
  void claimsToBeTwoGigabytesLong() {
    byte[] file = image().bytes();
    byte[] longer = Arrays.copyOf(file, file.length + 6);
    byte[] claim = {58, -1, -1, -1, -1, 7};
    System.arraycopy(claim, 0, longer, file.length, claim.length);

    refuses(longer, 4L * MEBI, "cut short");
  }

  @Test
  void hasMillionsOfEmptyParts() throws IOException {
    refuses(field(empty(1, 20 * MEBI), 7), 64L * MEBI, "parts besides its arrays");
    refuses(field(empty(5, 2 * MEBI), 7, 1), 64L * MEBI, "parts besides its arrays");
    // Texts, and numbers one by one.
    refuses(field(empty(1, 20 * MEBI), 7, 1), 64L * MEBI, "parts besides its arrays");
    byte[] numbers = new byte[20 * MEBI];
    Arrays.fill(numbers, (byte) 64);
    refuses(field(numbers, 7, 1, 5), 64L * MEBI, "parts besides its arrays");
    refuses(field(new byte[20 * MEBI], 7, 1, 5, 8), 64L * MEBI, "parts besides its arrays");
  }

  /** Just as many as are let through. */
  @Test
  void hasAsManyPartsAsItMay() throws IOException {
    byte[] nodes = empty(1, 500_000);

    refuses(field(nodes, 7), FREE, "no ONNX model");
  }

  @Test
  void nestsWithoutEnd() throws IOException {
    byte[] nested = new byte[0];
    for (int depth = 0; depth < 50; depth++) {
      nested = field(nested, 1, 5, 6);
    }
    refuses(field(nested, 7), 8L * MEBI, "deep");
    byte[] groups = new byte[MEBI];
    Arrays.fill(groups, (byte) (77 << 3 | 3));
    refuses(groups, 8L * MEBI, "no ONNX model");
  }

  @Test
  void declaresHugeArrays() {
    TensorProto.Builder array =
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(1 << 15).addDims(1 << 15);

    refuses(
        image().graph(g -> g.addInitializer(array)).bytes(), 4L * MEBI, "has 0 bytes (expected: 4");
    refuses(
        image().graph(g -> g.addInitializer(array.addDims(1 << 15))).bytes(),
        4L * MEBI,
        "no array can have");
    refuses(
        image().input("big", DataType.FLOAT, "N", 1 << 20, 1 << 20).bytes(),
        4L * MEBI,
        "no array can have");
  }

  @Test
  void keepsArraysInTheBytesOfTheFile() {
    byte[] numbers = new byte[64 * MEBI];
    TensorProto.Builder array =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(1)
            .addDims(numbers.length / 4)
            .setRawData(ByteString.copyFrom(numbers));
    byte[] file = image().graph(g -> g.addInitializer(array)).bytes();
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    OnnxReader.read(file);

    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(4L * MEBI);
  }

  /** A graph within a function costs what it holds, each time that it is copied. */
  @Test
  void copiesGraphsOutOfFunctions() {
    GraphText many = new GraphText("many");
    for (int i = 0; i < 1000; i++) {
      many.output("a");
    }
    FunctionProto.Builder function =
        FunctionProto.newBuilder().setDomain("own").setName("F").addInput("a").addOutput("c");
    for (int i = 0; i < 100; i++) {
      function.addNode(GraphText.nodeProto("c = If(a)", "then_branch", many));
    }
    ModelFile file = image().function(function.build());
    for (int i = 0; i < 1000; i++) {
      file.node("z%d = own.F(x)".formatted(i));
    }

    refuses(file.bytes(), FREE, "parts of nodes");
  }

  @Test
  void hasNamesAsLongAsItself() {
    String name = "n".repeat(4 * MEBI);

    refuses(image().node("z = %s(y)".formatted(name)).bytes(), FREE, "no operator that ONNX has");
    refuses(image().node("z = Tanh(%s)".formatted(name)).bytes(), FREE, "nothing before it");
  }
}
