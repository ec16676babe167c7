package dev.driftwood.runtime.onnx.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes the bytes of files, guided by what the reader does with them. */
@Tag("one-jdk")
class OnnxReaderFuzzTest {
  static Stream<Arguments> files() {
    return SeedFiles.all().stream().map(Arguments::of);
  }

  @MethodSource("files")
  @FuzzTest
  void readsOrRefuses(byte[] file) {
    ReadingProperty.holds(file);
  }
}
