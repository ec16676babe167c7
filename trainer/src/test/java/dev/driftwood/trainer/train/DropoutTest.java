package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.DjlOps;
import dev.driftwood.trainer.djl.DropoutMasks;
import dev.driftwood.trainer.djl.TinyNetworks;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.net.UNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropoutTest {
  private static final double RATE = 0.3;
  private static final List<Integer> ITEM = List.of(2, 8, 8);
  private static final Network NETWORK = new UNet(ITEM, TinyNetworks.tiny().dropout(RATE).build());

  @TempDir private Path folder;

  @Test
  void dropsByRowAndNotByPlace() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray ones = manager.ones(new Shape(2, 5000));
      DjlOps ops = ops(manager, 4, 9);
      float[] first = ops.dropout(ones, RATE).toFloatArray();
      float[] second = ops.dropout(ones, RATE).toFloatArray();
      float[] swapped = ops(manager, 9, 4).dropout(ones, RATE).toFloatArray();

      assertThat(first).isNotEqualTo(second);
      assertThat(row(swapped, 1)).isEqualTo(row(first, 0));
      assertThat(row(first, 0)).isNotEqualTo(row(first, 1)).containsOnly(0f, (float) (1 / 0.7));
      // The mean of 10,000 masks has a standard error of √(0.3/0.7)/100 = 0.0065.
      double mean = 0;
      for (float value : first) {
        mean += value / first.length;
      }
      assertThat(mean).isCloseTo(1, within(0.03));
      double[] uniforms = new double[1];
      new NoiseStream(7).uniforms(9, Purpose.DROPOUT, 0, 0, 0, uniforms);
      assertThat(first[5000] == 0).isEqualTo(uniforms[0] < RATE);
    }
  }

  @Test
  void dropsTheSameOfAValueAndItsTangent() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray ones = manager.ones(new Shape(1, 100));
      Dual<NDArray> dropped =
          new ForwardMode<>(ops(manager, 4)).dropout(new Dual<>(ones, ones.mul(2)), RATE);

      assertThat(dropped.tangent().toFloatArray())
          .isEqualTo(dropped.primal().mul(2).toFloatArray())
          .contains(0);
    }
  }

  /** A run that is resumed drops what it would have dropped. */
  @Test
  void continuesWhereItStopped() {
    TrainedWeights whole = trained("whole", 6, false);
    trained("halved", 3, false);
    TrainedWeights resumed = trained("halved", 6, true);

    whole
        .values()
        .forEach((name, values) -> assertThat(resumed.values().get(name)).isEqualTo(values));
    TrainedWeights without =
        trained("without", 6, false, new UNet(ITEM, TinyNetworks.tiny().build()));
    assertThat(without.values().get("output.conv.weight"))
        .isNotEqualTo(whole.values().get("output.conv.weight"));
  }

  private TrainedWeights trained(String name, int iterations, boolean resume) {
    return trained(name, iterations, resume, NETWORK);
  }

  private TrainedWeights trained(String name, int iterations, boolean resume, Network network) {
    TrainingPlan plan =
        TrainingPlan.builder()
            .dataset("bright")
            .preset("tiny")
            .batch(2)
            .iterations(iterations)
            .accumulate(2)
            .threads(1)
            .intervals(new Intervals(1, 3, 1000, 1000))
            .out(folder.resolve(name))
            .build();
    return new Trainer(plan, network, new BrightImages(ITEM), progress -> {}, List.of())
        .run(resume)
        .get(0);
  }

  private static DjlOps ops(NDManager manager, long... rowKeys) {
    return new DjlOps(manager, DataType.FLOAT32, Optional.of(new DropoutMasks(7, rowKeys)));
  }

  private static List<Float> row(float[] values, int row) {
    List<Float> found = new ArrayList<>();
    for (int i = row * 5000; i < (row + 1) * 5000; i++) {
      found.add(values[i]);
    }
    return found;
  }
}
