package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.graph.OnnxModel;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LiveNativesTest {
  private static final Artefact POINTS = Artefacts.gaussianPoints(List.of(0.0, 0.0), 1);

  private final long runs = LiveNatives.ofRuns();
  private final long sessions = LiveNatives.count(LiveNatives.Kind.SESSION);

  @Test
  void comesBackToWhereItWasAfterRunsAndAfterTheSession() {
    try (OrtNetwork network = open()) {
      assertThat(sessions()).isEqualTo(1);
      for (int i = 0; i < 10; i++) {
        network.run(List.of(feed("x", 2, 2), feed("t", 2)), List.of("drift"));
      }
      assertThat(open(runs)).isZero();
    }

    assertThat(sessions()).isZero();
  }

  @Test
  void comesBackAfterRunsThatFail() {
    try (OrtNetwork network = open()) {
      // The second array has no number of rows that fits; then there is no such input.
      assertThatThrownBy(() -> network.run(List.of(feed("x", 2, 2), feed("t", 3)), drift()));
      assertThatThrownBy(() -> network.run(List.of(feed("x", 2, 2), feed("y", 2)), drift()));
      assertThatThrownBy(() -> network.run(List.of(feed("x", 2, 2), feed("t", 2)), List.of("no")));
      assertThatThrownBy(() -> network.run(List.of(), drift(), abandoned()));

      assertThat(open(runs)).isZero();
    }
  }

  @Test
  void comesBackWhereASessionDoesNotOpen() {
    byte[] rubbish = {1, 2, 3};

    assertThatThrownBy(
        () -> {
          try (Held<ai.onnxruntime.OrtSession.SessionOptions> options = Natives.sessionOptions()) {
            Natives.session(rubbish, options);
          }
        });

    assertThat(open(runs)).isZero();
    assertThat(sessions()).isZero();
  }

  /** Or else the other tests could not fail. */
  @Test
  void seesAnArrayThatNobodyClosed() throws Exception {
    Held<ai.onnxruntime.OnnxTensor> forgotten = Natives.tensor(feed("x", 2, 2));

    assertThat(open(runs)).isEqualTo(1);
    assertThat(LiveNatives.line()).contains("TENSOR ");

    forgotten.close();
    forgotten.close();
    assertThat(open(runs)).isZero();
  }

  private long sessions() {
    return LiveNatives.count(LiveNatives.Kind.SESSION) - sessions;
  }

  private static long open(long before) {
    return LiveNatives.ofRuns() - before;
  }

  private static OrtNetwork open() {
    return OrtNetwork.open(new OnnxModel(POINTS.graph(), Map.of()), new OrtSettings(Device.CPU, 1));
  }

  private static List<String> drift() {
    return List.of("drift");
  }

  private static BooleanSupplier abandoned() {
    return () -> true;
  }

  private static Feed feed(String name, long... shape) {
    int size = 1;
    for (long length : shape) {
      size *= (int) length;
    }
    return new Feed(name, FloatBuffer.allocate(size), shape);
  }
}
