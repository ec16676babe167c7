package dev.driftwood.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.layers.Layer;
import dev.driftwood.runtime.layers.MemoryUse;
import dev.driftwood.runtime.layers.NetworkSummary;
import dev.driftwood.runtime.ops.Network;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a network without running it, against counts made in other ways. */
class NetworkSummaryTest {
  private static final long TIMES_28 = 28 * 28;
  private static final long TIMES_14 = 14 * 14;
  private static final long TIMES_7 = 7 * 7;

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "small", "mnist", "diffusion-zero", "ddpmpp", "ncsnpp"})
  void countsWhatTheCensusCounts(String preset) {
    Network network = Presets.byName(preset);
    NetworkSummary summary = NetworkSummary.of(network);

    assertThat(summary.parameters()).isEqualTo(network.census().size());
    assertThat(summary.multiplyAdds()).isEqualTo(network.census().multiplyAdds());
    List<Layer> layers = summary.layers(2);
    assertThat(layers.stream().mapToLong(Layer::parameters).sum()).isEqualTo(summary.parameters());
    assertThat(layers.stream().mapToLong(Layer::multiplyAdds).sum())
        .isEqualTo(summary.multiplyAdds());
  }

  /** Preset mnist by hand: kernel · inputs · outputs · pixels of every convolution and product. */
  @Test
  void countsMultiplyAddsAsByHand() {
    long time = 32 * 128 + 128 * 128;
    long down28 = conv(1, 32, TIMES_28) + 2 * block(32, 32, TIMES_28) + conv(32, 32, TIMES_14);
    long down14 = block(32, 64, TIMES_14) + block(64, 64, TIMES_14) + conv(64, 64, TIMES_7);
    long down7 = 2 * block(64, 64, TIMES_7);
    long attention = 4 * 64 * 64 * TIMES_7 + 2 * TIMES_7 * TIMES_7 * 64;
    long middle = 2 * block(64, 64, TIMES_7) + attention;
    long up7 = 3 * block(128, 64, TIMES_7) + conv(64, 64, TIMES_14);
    long up14 = 2 * block(128, 64, TIMES_14) + block(96, 64, TIMES_14) + conv(64, 64, TIMES_28);
    long up28 = block(96, 32, TIMES_28) + 2 * block(64, 32, TIMES_28) + conv(32, 1, TIMES_28);

    long expected = time + down28 + down14 + down7 + middle + up7 + up14 + up28;
    assertThat(NetworkSummary.of(Presets.byName("mnist")).multiplyAdds()).isEqualTo(expected);
  }

  private static long conv(long inputs, long outputs, long pixels) {
    return 9 * inputs * outputs * pixels;
  }

  private static long block(long inputs, long outputs, long pixels) {
    long shortcut = inputs == outputs ? 0 : inputs * outputs * pixels;
    return conv(inputs, outputs, pixels)
        + conv(outputs, outputs, pixels)
        + shortcut
        + 128 * outputs;
  }

  @Test
  void saysWhatALayerMakes() {
    Layer last =
        NetworkSummary.of(Presets.byName("mnist")).layers(1).stream()
            .filter(layer -> layer.name().equals("output"))
            .findFirst()
            .orElseThrow();

    assertThat(last.output().at(1).dims()).containsExactly(1, 1, 28, 28);
    assertThat(last.parameters()).isEqualTo(2 * 32 + 9 * 32 + 1);
    assertThat(last.multiplyAdds()).isEqualTo(9 * 32 * TIMES_28);
  }

  /** One block of the MLP is small enough to add up: [n, 16] arrays, and the first and last. */
  @Test
  void addsUpTheMemoryOfTraining() {
    NetworkSummary summary = NetworkSummary.of(new PointMlp(2, 16, 1, 32));
    MemoryUse use = summary.training(10, 2);
    long parameters = (32 * 16 + 16) + (2 * 16 + 16) + 3 * (16 * 16 + 16) + (16 * 2 + 2);
    // Time: phase, sine, cosine (16 each), both joined (32), product, sum, sigmoid, SiLU; input: 2.
    long time = 3 * 16 + 32 + 4 * 16;
    // Block: SiLU 2, dense 2, dense 2 of the time, their sum, SiLU 2, dense 2, the sum.
    long block = (2 + 2 + 2 + 1 + 2 + 2 + 1) * 16;
    long ends = 2 * 16 + 2 * 16 + 2 * 2;

    assertThat(use.weights()).isEqualTo(4 * parameters);
    assertThat(use.moments()).isEqualTo(8 * parameters);
    assertThat(use.averages()).isEqualTo(8 * parameters);
    assertThat(use.activations()).isEqualTo(4 * 10 * (time + block + ends));
    assertThat(use.backward()).isPositive().isLessThan(use.activations());
    assertThat(summary.inference(10).activations()).isPositive().isLessThan(use.activations());
  }

  @Test
  void countsDropoutInTrainingOnly() {
    List<Integer> shape = List.of(3, 32, 32);
    Map<NetworkOption, String> none = Map.of(NetworkOption.DROPOUT, "0");
    NetworkSummary with = NetworkSummary.of(Presets.byName("ddpmpp"));
    NetworkSummary without = NetworkSummary.of(Presets.changed("ddpmpp", none, shape, 0));

    assertThat(with.training(2, 1).activations())
        .isGreaterThan(without.training(2, 1).activations());
    assertThat(with.inference(2)).isEqualTo(without.inference(2));
  }
}
