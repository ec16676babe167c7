package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.driftwood.runtime.fixture.upgrade.UpgradeCase;
import dev.driftwood.runtime.fixture.upgrade.UpgradeCases;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of operator sets 9 to 16 as they are, which ONNX Runtime still runs, against what they are
 * upgraded to.
 */
class OrtUpgradeTest {
  static List<UpgradeCase> cases() {
    return UpgradeCases.all();
  }

  /** The same kernels run in both, so that the same bits come out. */
  @ParameterizedTest
  @MethodSource("cases")
  void givesTheSameBits(UpgradeCase use) throws OrtException {
    byte[] old = use.file().bytes();
    OnnxModel upgraded = OnnxReader.read(old);

    assertThat(upgraded.graph().opset()).isEqualTo(17);
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
