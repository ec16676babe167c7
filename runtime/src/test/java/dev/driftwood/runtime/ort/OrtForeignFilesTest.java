package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Networks that PyTorch exported, before and after our reader. */
class OrtForeignFilesTest {
  private static final int ROWS = 3;

  /** The same kernels run in both, so that the same bits come out. */
  @Test
  void giveTheSameBits() throws IOException, OrtException {
    String folder = System.getenv("DRIFTWOOD_FOREIGN");
    assumeTrue(folder != null, "DRIFTWOOD_FOREIGN names no folder");
    try (Stream<Path> children = Files.list(Path.of(folder))) {
      List<Path> files = children.filter(file -> file.toString().endsWith(".onnx")).toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        compare(file);
      }
    }
  }

  private static void compare(Path file) throws IOException, OrtException {
    OnnxModel model = OnnxReader.read(file);
    RandomTensors random = new RandomTensors(7);
    List<Initializer> inputs =
        model.graph().inputs().stream().map(input -> array(input, random)).toList();
    List<Initializer> expected = RawRun.run(Files.readAllBytes(file), inputs);
    List<Initializer> given = RawRun.run(OnnxWriter.write(model), inputs);

    for (int i = 0; i < expected.size(); i++) {
      assertThat(given.get(i).shape()).as(file.toString()).isEqualTo(expected.get(i).shape());
      boolean equal = given.get(i).data().equals(expected.get(i).data());
      assertThat(equal).as(file.toString()).isTrue();
    }
  }

  private static Initializer array(Value input, RandomTensors random) {
    double[] values = random.next(input.shape().at(ROWS)).values();
    for (int i = 0; i < values.length; i++) {
      // Also a legal σ, and a class.
      values[i] = Math.abs(values[i]);
    }
    return Initializer.of(input.name(), input.type(), input.shape().at(ROWS), values);
  }
}
