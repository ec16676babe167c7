package dev.driftwood.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.trainer.djl.TinyNetworks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The networks that runs and artefacts of the first versions have. Their checkpoints go on only
 * with the same parameters, under the same names and in the same order; the numbers here were
 * computed before networks could be composed.
 */
class OldPresetsTest {
  @ParameterizedTest
  @CsvSource({
    "mlp, 0, d80b58b5, 152064",
    "small, 0, a0e77de3, 66136192",
    "small, 11, 467dd985, 66136192",
    "mnist, 0, c89828c6, 271647872",
    "mnist, 11, 61badc4f, 271647872",
    "cifar10, 0, fa9b90c4, 6221856768"
  })
  void keepsItsParameters(String preset, int labels, String checksum, long multiplyAdds) {
    List<Integer> shape = Presets.byName(preset).itemShape();
    Network.Census census = Presets.byName(preset, shape, labels).census();
    String listed =
        census.parameters().stream().map(Object::toString).collect(Collectors.joining());
    CRC32 crc = new CRC32();
    crc.update(listed.getBytes(StandardCharsets.UTF_8));

    assertThat("%08x".formatted(crc.getValue())).isEqualTo(checksum);
    assertThat(census.multiplyAdds()).isEqualTo(multiplyAdds);
  }

  @Test
  void computesWhatItComputed() {
    Network network = Presets.byName("small", List.of(1, 8, 8), 3);
    Map<String, Tensor> weights = TinyNetworks.weights(network, 5);
    Tensor x = new RandomTensors(11).next(Shape.of(1, 1, 8, 8));
    Tensor t = new Tensor(new double[] {0.25}, Shape.of(1));
    Tensor label = new Tensor(new double[] {2}, Shape.of(1));

    Tensor drift = network.forward(new ReferenceOps(), p -> weights.get(p.name()), x, t, label);

    double norm = Math.sqrt(Arrays.stream(drift.values()).map(v -> v * v).sum());
    // Sums of doubles, which another order changes in their last digits.
    assertThat(norm).isCloseTo(6.333239397701539, within(1e-9));
  }
}
