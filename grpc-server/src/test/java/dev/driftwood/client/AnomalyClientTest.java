package dev.driftwood.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.Folder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AnomalyClientTest {
  private static final ItemShape SHAPE = ItemShape.image(1, 4, 4);

  private DriftModel calibrated;
  private DriftwoodServer server;
  private DriftwoodClient client;

  @BeforeEach
  void start(@TempDir Path path) {
    try (DriftModel raw = DriftModel.of(Folder.images(), OrtSettings.DEFAULT)) {
      DriftModel.Calibrated result =
          raw.calibrate(images(60, 1).iterator(), EvidencePlan.DEFAULT, 32, RunListener.none());
      calibrated = DriftModel.of(result.artefact(), OrtSettings.DEFAULT);
    }
    server = Folder.serve(path, "calibrated.onnx", calibrated.artefact().bytes());
    client = DriftwoodClient.connect(ServerAddress.parse(server.address()));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    calibrated.close();
  }

  @Test
  void judgesAsALocalCallDoes() {
    List<ImageItem> images = images(50, 2);
    images.add(3, new BrokenImage("broken", "can't be read"));
    List<Anomaly> local = judged(l -> calibrated.anomalies(images.iterator(), 8, l));

    List<Anomaly> remote =
        judged(l -> client.anomalies(ModelName.parse("calibrated"), images.iterator(), l));

    assertThat(remote).hasSize(51);
    for (int i = 0; i < local.size(); i++) {
      assertThat(remote.get(i).id()).isEqualTo(local.get(i).id());
      assertThat(remote.get(i).error()).isEqualTo(local.get(i).error());
      assertThat(remote.get(i).scores()).isEqualTo(local.get(i).scores());
    }
  }

  @Test
  void refusesAModelThatIsNotCalibrated() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                client.anomalies(
                    ModelName.parse("images"), images(1, 2).iterator(), RunListener.none()))
        .withMessageContaining("not calibrated");
  }

  private static List<Anomaly> judged(Consumer<RunListener<Anomaly>> run) {
    List<Anomaly> all = new ArrayList<>();
    run.accept(RunListener.taking(all::add));
    all.sort(Comparator.comparingLong(Anomaly::index));
    return all;
  }

  private static List<ImageItem> images(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ImageItem> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[SHAPE.size()];
      random.nextBytes(pixels);
      images.add(Image.of("i" + i, SHAPE, ElementType.U8, pixels));
    }
    return images;
  }
}
