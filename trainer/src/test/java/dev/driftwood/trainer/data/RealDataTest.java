package dev.driftwood.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealDataTest {
  @ParameterizedTest
  @CsvSource({
    "mnist, 60000, 10000, 256",
    "fashion-mnist, 60000, 10000, 256",
    "cifar10, 7612, 1000, 256",
    "digits, 3823, 1797, 17"
  })
  void loadsFromTheParentFolder(String name, int training, int heldOut, int levels) {
    String data = System.getenv("DRIFTWOOD_DATA");
    Assumptions.assumeTrue(data != null, "DRIFTWOOD_DATA is not set");
    Assumptions.assumeTrue(Files.isDirectory(Path.of(data, name)), "no " + name + " in " + data);
    Dataset set = new Datasets(DatasetFetcher.none()).load(name, Optional.of(Path.of(data)));
    assertThat(set.training().size()).isEqualTo(training);
    assertThat(set.heldOut().size()).isEqualTo(heldOut);
    assertThat(Math.pow(2, set.spec().offsetBits())).isBetween(levels - 1e-9, levels + 1e-9);
    boolean[] seen = new boolean[10];
    for (int i = 0; i < heldOut; i++) {
      seen[set.heldOut().label(i).orElseThrow()] = true;
    }
    assertThat(seen).containsOnly(true);
    assertThat(set.training().image(0).shape()).isEqualTo(set.shape());
  }
}
