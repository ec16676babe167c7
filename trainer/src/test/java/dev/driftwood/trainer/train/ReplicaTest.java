package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ort.Devices;
import dev.driftwood.trainer.djl.TinyNetworks;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.net.UNet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shares of a batch, on one processor in place of several cards. */
class ReplicaTest {
  private static final List<Integer> ITEM = List.of(2, 8, 8);

  /** Sums of some hundred float32 products in another order. */
  private static final double ROUNDING = 2e-5;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void sharesHaveTheGradientOfTheWhole(Loss loss) {
    // Five rows among three: shares of one and of two.
    Step whole = step("cpu", loss, 5);
    Step shared = step("cpu,cpu,cpu", loss, 5);

    assertThat(shared.result().loss())
        .isCloseTo(whole.result().loss(), within(ROUNDING * whole.result().loss()));
    for (int i = 0; i < whole.values().size(); i++) {
      // Adam's first moment after one step is a tenth of the gradient.
      float[] expected = whole.values().get(i).first();
      float[] found = shared.values().get(i).first();
      double error = ROUNDING * (1 + largest(expected));
      assertThat(found).as(whole.values().get(i).name()).hasSameSizeAs(expected);
      for (int k = 0; k < found.length; k++) {
        assertThat(found[k]).isCloseTo(expected[k], within((float) error));
      }
    }
  }

  @Test
  void leavesDevicesIdleThatHaveNoRows() {
    Step whole = step("cpu", Loss.DSM, 2);
    Step shared = step("cpu,cpu,cpu,cpu", Loss.DSM, 2);

    assertThat(shared.result().gradientNorm())
        .isCloseTo(whole.result().gradientNorm(), within(ROUNDING * whole.result().gradientNorm()));
  }

  @Test
  void givesTheSameBitsEachTimeAndAfterAResume() {
    TrainedWeights whole = trained("whole", 6, false);
    trained("halved", 3, false);
    TrainedWeights resumed = trained("halved", 6, true);

    whole
        .values()
        .forEach((name, values) -> assertThat(resumed.values().get(name)).isEqualTo(values));
  }

  @Test
  void keepsARunToItsDevices() {
    trained("run", 3, false);

    Trainer other = trainer(plan("cpu", Loss.DSM, 4, 6, "run"));
    assertThatThrownBy(() -> other.run(true))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("device \"cpu,cpu\", not \"cpu\"");
  }

  private record Step(StepResult result, List<SlotValues> values) {}

  private Step step(String devices, Loss loss, int rows) {
    TrainingPlan plan = plan(devices, loss, rows, 1, "step");
    BatchSource batches = new BatchSource(new BrightImages(ITEM), plan);
    try (TrainingState state = new TrainingState(network(), plan);
        BatchFeed feed = new BatchFeed(batches, 0)) {
      StepResult result = state.step(1, feed, Update.of(plan));
      return new Step(result, state.values());
    }
  }

  private TrainedWeights trained(String name, int iterations, boolean resume) {
    return trainer(plan("cpu,cpu", Loss.DSM, 4, iterations, name)).run(resume).get(0);
  }

  private static Trainer trainer(TrainingPlan plan) {
    return new Trainer(plan, network(), new BrightImages(ITEM), progress -> {}, List.of());
  }

  private static Network network() {
    return new UNet(ITEM, TinyNetworks.tiny().dropout(0.3).build());
  }

  private TrainingPlan plan(String devices, Loss loss, int rows, int iterations, String name) {
    return TrainingPlan.builder()
        .dataset("images")
        .preset("tiny")
        .objective(ObjectivePlan.STANDARD.by(loss))
        .batch(rows)
        .iterations(iterations)
        .threads(1)
        .devices(Devices.parse(devices))
        .intervals(new Intervals(1, 3, 1000, 1000))
        .out(folder.resolve(name))
        .build();
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
