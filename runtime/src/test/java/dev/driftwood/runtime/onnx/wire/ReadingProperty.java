package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxModel;
import java.util.Arrays;

/** What is true of every file, whatever is in it. */
final class ReadingProperty {
  private ReadingProperty() {}

  /**
   * The file is refused in one line, or read into a model that our own file of it gives again.
   *
   * @return whether it was read
   */
  static boolean holds(byte[] file) {
    OnnxModel model;
    try {
      model = OnnxReader.read(file);
    } catch (DriftwoodException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      return false;
    }
    byte[] written = OnnxWriter.write(model);
    OnnxModel again = OnnxReader.read(written);
    assertThat(again.equals(model)).as("the same model from its own file").isTrue();
    boolean stable = Arrays.equals(OnnxWriter.write(again), written);
    assertThat(stable).as("the same bytes from its own file").isTrue();
    return true;
  }
}
