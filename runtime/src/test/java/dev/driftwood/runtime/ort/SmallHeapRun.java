package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.wire.ModelFile;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs networks that give 80 MB and then 16 numbers, in a process of its own with little memory.
 */
final class SmallHeapRun {
  private SmallHeapRun() {}

  /** Prints what comes of each. */
  public static void main(String[] arguments) {
    print(() -> network(20 << 20).length);
    print(() -> trial(20 << 20));
    print(() -> network(16).length);
  }

  /** What a process with a heap of some megabytes prints. */
  static List<String> lines(int megabytes) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:ErrorFile=/dev/null",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SmallHeapRun.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] printed = process.getInputStream().readAllBytes();
    return new String(printed, StandardCharsets.UTF_8).lines().toList();
  }

  private interface Use {
    long run();
  }

  private static void print(Use use) {
    try {
      System.out.println(use.run());
    } catch (DriftwoodException e) {
      System.out.println(e.getMessage());
    }
  }

  private static byte[] file(long size) {
    return ModelFile.ofOpset(21)
        .input("x", DataType.FLOAT, 1)
        .array(Initializer.ofLongs("size", size))
        .node("y = Expand(x, size)")
        .output("y", DataType.FLOAT, (int) size)
        .bytes();
  }

  private static float[] network(long size) {
    FloatBuffer x = Feed.floats(1).put(1).flip();
    try (OrtNetwork network = OrtNetwork.open(OnnxReader.read(file(size)), OrtSettings.DEFAULT)) {
      return network.run(List.of(new Feed("x", x, new long[] {1})), List.of("y")).get(0);
    }
  }

  private static long trial(long size) {
    try (Trial trial = Trial.open(OnnxReader.read(file(size)).graph(), List.of("y"))) {
      Initializer x = Initializer.of("x", DataType.FLOAT, Shape.of(1), 1);
      return trial.run(Map.of("x", x)).get("y").type().shape().size();
    }
  }
}
