package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.wire.GraphText;
import dev.driftwood.runtime.onnx.wire.ModelFile;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Legal files that go on for ever, or would take all memory. */
@Timeout(60)
class RunLimitTest {
  private static GraphText body() {
    return new GraphText("body")
        .input("round", DataType.INT64)
        .input("go", DataType.BOOL)
        .input("v", DataType.FLOAT, "n")
        .node("on = Identity(go)");
  }

  private static ModelFile file() {
    return ModelFile.ofOpset(21)
        .input("x", DataType.FLOAT, "N")
        .array(Initializer.of("rounds", DataType.INT64, Shape.SCALAR, 1L << 60));
  }

  /** Of 10¹⁸ rounds. */
  private static ModelFile endless() {
    return file()
        .node("y = Loop(rounds, , x)", "body", body().node("w = Sin(v)").output("on").output("w"))
        .output("y", DataType.FLOAT, "N");
  }

  /** Longer by up to a megabyte a round, of some gigabytes at most. */
  private static ModelFile growing() {
    GraphText body =
        body()
            .node("part = Expand(one, size)")
            .node("w = Concat(v, part)", "axis", 0)
            .output("on")
            .output("w");
    return file()
        .array(Initializer.ofFloats("one", Shape.of(1), 1))
        .array(Initializer.of("some", DataType.INT64, Shape.SCALAR, 2000))
        .node("size = Cast(x)", "to", 7)
        .node("long = Loop(some, , x)", "body", body)
        .node("y = ReduceMax(long)")
        .output("y", DataType.FLOAT, 1);
  }

  private static OrtNetwork open(ModelFile file, int seconds) {
    return OrtNetwork.open(OnnxReader.read(file.bytes()), new OrtSettings(Device.CPU, 1, seconds));
  }

  private static List<float[]> run(OrtNetwork network, float x) {
    FloatBuffer values = Feed.floats(1).put(x).flip();
    return network.run(List.of(new Feed("x", values, new long[] {1})), List.of("y"));
  }

  @Test
  void endsARunThatTakesTooLong() {
    try (OrtNetwork network = open(endless(), 1)) {
      assertThatThrownBy(() -> run(network, 1))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("not done after 1 s")
          .hasMessageContaining("-Ddriftwood.run.seconds");
    }
  }

  @Test
  void leavesTheNetworkAsItWas() {
    ModelFile file =
        file()
            .node("n = Squeeze(x)")
            .node("i = Cast(n)", "to", 7)
            .node("y = Loop(i, , x)", "body", body().node("w = Neg(v)").output("on").output("w"))
            .output("y", DataType.FLOAT, "N");
    try (OrtNetwork network = open(file, 1)) {
      assertThatThrownBy(() -> run(network, 1e12f)).hasMessageContaining("not done after 1 s");

      assertThat(run(network, 3).get(0)).containsExactly(-3);
    }
  }

  @Test
  void endsARunWhoseThreadIsInterrupted() throws InterruptedException {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    try (OrtNetwork network = open(endless(), 60)) {
      Thread runner =
          new Thread(
              () -> {
                try {
                  run(network, 1);
                } catch (DriftwoodException e) {
                  failure.complete(e);
                }
              });
      runner.start();
      TimeUnit.MILLISECONDS.sleep(100);
      runner.interrupt();

      assertThat(failure).succeedsWithin(20, TimeUnit.SECONDS);
      assertThat(failure.join()).hasMessageContaining("it was interrupted");
    }
  }

  /** As a server's does that is told to stop. */
  @Test
  void letsTheNetworkBeClosedMeanwhile() throws InterruptedException {
    OrtNetwork network = open(endless(), 1);
    CompletableFuture<Void> run = CompletableFuture.runAsync(() -> run(network, 1));
    TimeUnit.MILLISECONDS.sleep(100);

    network.close();

    assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("not done after 1 s");
  }

  @Test
  void endsARunThatTakesMoreMemoryThanCouldBeTold() {
    String few = Long.toString(64L << 20);
    try (Property bytes = Property.set(Memory.RUN_BYTES, few);
        OrtNetwork network = open(growing(), 60)) {
      assertThatThrownBy(() -> run(network, 1 << 18))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("GB of memory");
    }
  }

  @Test
  void endsTrialsToo() {
    assertThatThrownBy(() -> new OrtSettings(Device.CPU, 1, 0))
        .hasMessage("seconds: 0 (expected: > 0)");
    try (Property seconds = Property.set(OrtSettings.RUN_SECONDS, "1");
        Trial trial = Trial.open(OnnxReader.read(endless().bytes()).graph(), List.of("y"))) {
      Initializer x = Initializer.of("x", DataType.FLOAT, Shape.of(1), 1);

      assertThatThrownBy(() -> trial.run(Map.of("x", x)))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("not done after 1 s");
    }
  }
}
