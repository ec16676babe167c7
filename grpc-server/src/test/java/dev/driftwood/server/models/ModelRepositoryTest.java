package dev.driftwood.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.Folder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {
  @TempDir Path path;

  @Test
  void servesBothLayoutsByNameAndVersion() {
    try (ModelRepository models = Folder.standard(path).open()) {
      assertThat(models.models())
          .map(ServedModel::toString)
          .containsExactly("images/1", "points/1", "points/12");
      assertThat(models.find("points", "").version()).isEqualTo(12);
      assertThat(models.find("points", "1").version()).isEqualTo(1);
      assertThat(models.problems()).isEmpty();
    }
  }

  @Test
  void leavesOutWhatCannotBeLoadedAndSaysWhy() {
    Folder folder =
        Folder.standard(path)
            .with("broken.onnx", new byte[] {1, 2, 3})
            .with("images/1/model.onnx", Folder.images().bytes())
            .with("notes/readme.txt", new byte[0]);
    try (ModelRepository models = folder.open()) {
      assertThat(models.models()).hasSize(3);
      assertThat(models.problems())
          .satisfiesExactlyInAnyOrder(
              problem -> assertThat(problem).contains("broken.onnx").doesNotContain("\n"),
              problem -> assertThat(problem).contains("one artefact only for images/1"));
    }
  }

  @Test
  void needsAtLeastOneModel() {
    Folder folder = new Folder(path).with("broken.onnx", new byte[] {1, 2, 3});

    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(folder::open)
        .withMessageContainingAll(path.toString(), "no model to serve", "broken.onnx");
    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(new Folder(path.resolve("absent"))::open)
        .withMessageContaining("no such folder");
  }

  @Test
  void namesTheNearestModel() {
    try (ModelRepository models = Folder.standard(path).open()) {
      assertThatExceptionOfType(ModelUnavailable.class)
          .isThrownBy(() -> models.find("point", ""))
          .withMessageContaining("nearest: 'points'");
      assertThatExceptionOfType(ModelUnavailable.class)
          .isThrownBy(() -> models.find("points", "2"))
          .withMessage("unknown version '2' of model 'points' (known: 1, 12)");
    }
  }
}
