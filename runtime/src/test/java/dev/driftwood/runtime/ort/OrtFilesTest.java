package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.driftwood.runtime.fixture.file.FileCase;
import dev.driftwood.runtime.fixture.file.NewFiles;
import dev.driftwood.runtime.fixture.file.OldFiles;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as they are, those of operator sets 9 to 16 among them, which ONNX Runtime still runs,
 * against what is read of them.
 */
class OrtFilesTest {
  static List<FileCase> files() {
    return Stream.concat(OldFiles.all().stream(), NewFiles.all().stream()).toList();
  }

  /** The same kernels run in both, so that the same bits come out. */
  @ParameterizedTest
  @MethodSource("files")
  void givesTheSameBits(FileCase use) throws OrtException {
    byte[] old = use.file().bytes();
    OnnxModel upgraded = OnnxReader.read(old);

    assertThat(upgraded.graph().opset()).isBetween(17, 24);
    List<Initializer> expected = RawRun.run(old, use.inputs());
    List<Initializer> given = RawRun.run(OnnxWriter.write(upgraded), use.inputs());
    assertThat(given).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < given.size(); i++) {
      assertThat(given.get(i).type()).isEqualTo(expected.get(i).type());
      assertThat(given.get(i).shape()).isEqualTo(expected.get(i).shape());
      assertThat(given.get(i).numbers()).isEqualTo(expected.get(i).numbers());
    }
  }
}
