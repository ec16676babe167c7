package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.Samples;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The artefacts of the folder {@code models}: those of schema 1 load for ever. */
class ShippedModelsTest {
  private static final Path MODELS = Path.of("..", "models");

  static Stream<ArtefactFile> shipped() {
    return ArtefactFile.in(MODELS).stream();
  }

  @Test
  void areThere() {
    assertThat(shipped().map(ArtefactFile::name)).contains("swissroll");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void areWhatTheirChecksumSaysAndDrawSamples(ArtefactFile file) throws IOException {
    String checksum = Files.readString(file.path().resolveSibling("checksum.sha256"));
    Release release = new Release(file.path().getParent());
    assertThat(release.requireSameBytes()).isTrue();
    // Float32 and other processors' kernels: a few units in the last place after some 50 layers.
    release.goldenError(OrtSettings.DEFAULT).ifPresent(e -> assertThat(e).isLessThan(1e-3));
    assertThat(file.path().resolveSibling("card.md")).isNotEmptyFile();

    try (DriftModel model = DriftModel.load(file.path())) {
      assertThat(checksum).startsWith(model.artefact().digest());
      Samples samples = model.sample(SamplePlan.builder().steps(5).count(3).build());
      assertThat(samples.failed()).isEmpty();
    }
  }
}
