package dev.driftwood.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.server.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models that come and go, look by look. */
@Timeout(30)
class ReloadTest {
  private static final Artefact NEWER = Artefacts.gaussianPoints(List.of(5.0, -5.0), 1);
  private static final SamplePlan PLAN = SamplePlan.builder().steps(2).count(2).seed(7).build();

  @TempDir Path path;
  private final List<String> news = new ArrayList<>();
  private Folder folder;
  private ModelRepository models;

  @BeforeEach
  void open() {
    folder = Folder.standard(path);
    models =
        ModelRepository.open(
            RepositorySettings.of(path, Placement.of(Folder.SETTINGS))
                .with(BatchSettings.DEFAULT.withMostRows(2), Admission.usual())
                .withNews(news::add));
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void servesANewVersionOnceItLooksTheSameTwice() {
    folder.with("points/13/model.onnx", NEWER.bytes());

    models.look();
    assertThat(models.find("points", "").version()).isEqualTo(12);
    assertThat(models.status("points", "13").state()).isEqualTo(ModelState.LOADING);
    assertUnavailable(ModelUnavailable.Why.LOADING, "points", "13");

    models.look();
    assertThat(models.find("points", "").version()).isEqualTo(13);
    assertThat(models.find("points", "").model().artefact().digest()).isEqualTo(NEWER.digest());
    assertThat(models.find("points", "12").version()).isEqualTo(12);
    assertThat(news).singleElement().asString().startsWith("points/13: loaded in ");
  }

  @Test
  void servesAtOnceWhatHasItsChecksum() {
    folder
        .with("points/13/model.onnx", NEWER.bytes())
        .with("points/13/checksum.sha256", checksum(NEWER.digest(), "model.onnx"));

    models.look();

    assertThat(models.find("points", "").version()).isEqualTo(13);
  }

  @Test
  void neverLoadsAFileThatIsBeingWritten() {
    byte[] whole = NEWER.bytes();
    for (int part = 1; part <= 4; part++) {
      folder.with("points/13/model.onnx", Arrays.copyOf(whole, part * whole.length / 5));
      models.look();
      assertThat(models.status("points", "13").state()).isEqualTo(ModelState.LOADING);
      assertThat(models.find("points", "").version()).isEqualTo(12);
    }
    assertThat(news).singleElement().asString().contains("points/13", "may still be written");

    folder.with("points/13/model.onnx", whole);
    models.look();
    models.look();

    assertThat(models.find("points", "").version()).isEqualTo(13);
    assertThat(models.status("points", "13").problem()).isEmpty();
  }

  @Test
  void waitsForTheBytesThatTheChecksumSays() {
    byte[] whole = NEWER.bytes();
    folder
        .with("points/13/checksum.sha256", checksum(NEWER.digest(), "model.onnx"))
        .with("points/13/model.onnx", Arrays.copyOf(whole, whole.length / 2));

    models.look();
    assertThat(models.status("points", "13").state()).isEqualTo(ModelState.LOADING);
    models.look();
    assertThat(models.status("points", "13").state()).isEqualTo(ModelState.BROKEN);
    assertThat(models.status("points", "13").problem())
        .contains("SHA-256", "expected: " + NEWER.digest());
    assertUnavailable(ModelUnavailable.Why.BROKEN, "points", "13");
    folder.with("points/13/model.onnx", whole);
    models.look();

    assertThat(models.find("points", "").version()).isEqualTo(13);
  }

  @Test
  void looksPastHiddenAndTemporaryNames() {
    folder
        .with(".other.onnx", NEWER.bytes())
        .with("other.onnx.part", NEWER.bytes())
        .with("points/.13.partial/model.onnx", NEWER.bytes())
        .with("points/13/.model.onnx.Ab3", NEWER.bytes());

    models.look();
    models.look();

    assertThat(models.statuses()).hasSize(3);
  }

  @Test
  void servesTheOldVersionOnWhereTheNewIsBroken() {
    byte[] broken = "not a network".getBytes(StandardCharsets.UTF_8);
    String before = models.find("images", "").model().artefact().digest();
    folder.with("points/13/model.onnx", broken).with("images.onnx", broken);

    models.look();
    models.look();
    models.look();

    assertThat(models.find("points", "").version()).isEqualTo(12);
    assertThat(models.status("points", "13").state()).isEqualTo(ModelState.BROKEN);
    assertThat(models.status("points", "13").problem()).startsWith("points/13/model.onnx: ");
    assertThat(models.find("images", "").model().artefact().digest()).isEqualTo(before);
    assertThat(models.status("images", "").state()).isEqualTo(ModelState.SERVING);
    assertThat(models.status("images", "").problem()).contains("images.onnx");
    assertThat(news).hasSize(2).anyMatch(line -> line.endsWith("images/1 is served on"));
    folder.with("images.onnx", Folder.images().bytes());
    models.look();
    models.look();
    assertThat(models.status("images", "").problem()).isEmpty();
  }

  @Test
  void servesOnWhereAFileCrashesItsProbe() {
    Probe probe =
        new ProcessProbe(
            new ProbeCommand(Misbehaving.class.getName(), List.of("kill")), Duration.ofSeconds(30));
    RepositorySettings settings =
        RepositorySettings.of(path, Placement.of(Folder.SETTINGS)).withProbe(probe);
    try (ModelRepository probed = ModelRepository.open(settings)) {
      folder.with("bad.onnx", NEWER.bytes());
      probed.look();
      probed.look();

      assertThat(probed.status("bad", "").state()).isEqualTo(ModelState.BROKEN);
      assertThat(probed.status("bad", "").problem())
          .isEqualTo("bad.onnx: crashed the probe with signal 9");
      assertThat(probed.models()).hasSize(3);
    }
  }

  @Test
  void replacesAPlainFile() {
    Artefact other = Artefacts.randomImages(1, 2, 2);
    folder.with("images.onnx", other.bytes());

    models.look();
    models.look();

    assertThat(models.find("images", "").model().artefact().digest()).isEqualTo(other.digest());
    assertThat(news).singleElement().asString().startsWith("images/1: replaced in ");
  }

  @Test
  void forgetsWhatIsGoneAtTwoLooks() throws IOException {
    Files.delete(path.resolve("images.onnx"));

    models.look();
    assertThat(models.find("images", "").version()).isEqualTo(1);
    models.look();

    assertUnavailable(ModelUnavailable.Why.UNKNOWN, "images", "");
    assertThat(news).containsExactly("images/1: removed");
  }

  @Test
  void keepsAllWhereTheFolderIsAway() throws IOException {
    Path away = path.resolveSibling(path.getFileName() + "-away");
    Files.move(path, away);
    try {
      models.look();
      models.look();
      models.look();
    } finally {
      Files.move(away, path);
    }

    assertThat(models.models()).hasSize(3);
    assertThat(news).singleElement().asString().contains("no such folder");
  }

  @Test
  void servesWhatWasLeftOutWhenTheOtherIsGone() throws IOException {
    folder.with("images/1/model.onnx", Artefacts.randomImages(1, 2, 2).bytes());
    models.look();
    models.look();
    assertThat(models.status("images", "1").problem()).contains("one artefact only for images/1");
    Files.delete(path.resolve("images.onnx"));

    models.look();
    models.look();

    assertThat(models.status("images", "1").problem()).isEmpty();
    assertThat(models.find("images", "1").model().description().shape().size()).isEqualTo(4);
  }

  @Test
  void letsAModelGoWhenItsLastUserHasGone() throws Exception {
    Lease first = models.lend("images", "");
    Lease second = models.lend("images", "");
    Files.delete(path.resolve("images.onnx"));
    models.look();
    models.look();
    first.close();
    first.close();

    assertThat(models.retiring()).isEqualTo(1);
    assertThat(second.served().model().sample(PLAN).rows()).hasSize(2);

    second.close();
    while (models.retiring() > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThatIllegalStateException().isThrownBy(() -> second.served().model().sample(PLAN));
  }

  private void assertUnavailable(ModelUnavailable.Why why, String name, String version) {
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> models.lend(name, version))
        .extracting(ModelUnavailable::why)
        .isEqualTo(why);
  }

  private static byte[] checksum(String digest, String file) {
    return (digest + "  " + file + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
