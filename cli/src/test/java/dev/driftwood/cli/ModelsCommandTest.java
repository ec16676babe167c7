package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.Artefact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  @TempDir private Path folder;
  private Path models;

  @BeforeEach
  void addTwoVersions() throws IOException {
    models = folder.resolve("models");
    Path notes = Files.writeString(folder.resolve("notes.md"), "Points around **three** centres.");
    for (int k = 0; k < 2; k++) {
      Typed added = add(TinyModels.labelled(folder, TinyModels.twoClassesAndNone()), notes);
      assertThat(added.err()).isEmpty();
      assertThat(added.code()).isZero();
      assertThat(added.lastLine()).isEqualTo(models.resolve("three/" + (k + 1)).toString());
    }
  }

  private Typed add(Path model, Path notes) {
    return Typed.run(
        "models", "add", "--model", model, "--models", models, "--name", "three", "--notes", notes);
  }

  @Test
  void addsVersionsUnderTheirNumberWithAllThatBelongsToThem() throws IOException {
    Path second = models.resolve("three/2");

    Artefact artefact = Artefact.read(second);
    assertThat(artefact.description().name()).isEqualTo("three");
    assertThat(artefact.description().version()).isEqualTo(2);
    assertThat(second.resolve("checksum.sha256")).hasContent(artefact.digest() + "  model.onnx\n");
    assertThat(second.resolve("golden/drift.npy")).isNotEmptyFile();
    assertThat(Files.readString(second.resolve("card.md")))
        .startsWith("# three, version 2")
        .contains("**three** centres", "| classes | 2, and label 2 for none |", artefact.digest());
    assertThat(models.resolve("three")).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void verifiesWhatWasAdded() {
    Typed typed = Typed.run("models", "verify", models);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.out()).hasSize(3);
    // The same machine and the same session settings: the same bits.
    assertThat(typed.lastLine()).containsPattern("three +2 +ok +0 ");
  }

  @Test
  void namesAModelThatAnswersOtherwise() throws IOException {
    Path drift = models.resolve("three/1/golden/drift.npy");
    byte[] bytes = Files.readAllBytes(drift);
    // The exponent of the last number.
    bytes[bytes.length - 1] ^= 1;
    Files.write(drift, bytes);

    Typed typed = Typed.run("models", "verify", models);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err())
        .singleElement()
        .asString()
        .contains("three/1/model.onnx", "relative error", "at most 0.001");
  }

  @Test
  void namesAModelThatIsAnotherThanWasAdded() throws IOException {
    Files.copy(
        models.resolve("three/1/checksum.sha256"),
        models.resolve("three/2/checksum.sha256"),
        StandardCopyOption.REPLACE_EXISTING);

    Typed typed = Typed.run("models", "verify", models);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains("three/2/model.onnx", "SHA-256");
    assertThat(typed.lastLine()).contains("wrong");
  }

  @Test
  void doesNotReplaceAVersion() {
    Typed typed =
        Typed.run(
            "models",
            "add",
            "--model",
            models.resolve("three/1"),
            "--models",
            models,
            "--number",
            2);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains("three/2", "is there already");
  }
}
