package dev.driftwood.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.Samples;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real connections, which a proxy resets. */
@Timeout(60)
@Tag("one-jdk")
class ResumedDownloadTest {
  private static final ModelName IMAGES = ModelName.parse("images");
  private static final int ROWS = 300;

  private final List<String> notes = new CopyOnWriteArrayList<>();
  private DriftwoodServer server;
  private CutProxy proxy;
  private DriftwoodClient client;

  @BeforeEach
  void start(@TempDir Path path) throws IOException {
    server = Folder.serve(path);
    proxy = new CutProxy(server.port());
    client =
        DriftwoodClient.connect(new ServerAddress("127.0.0.1", proxy.port())).telling(notes::add);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    proxy.close();
    server.close();
  }

  // The answer to Sample has about 30 kB.
  @ParameterizedTest
  @ValueSource(ints = {60, 300, 4_000, 9_000, 20_000})
  void getsTheBitsOfALocalCallOverAConnectionThatBreaks(int bytes) {
    cutWithin(bytes, () -> {});

    Samples served = client.sample(IMAGES, plan());

    assertThat(served.rows())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(local().rows());
    assertThat(proxy.cuts()).isEqualTo(1);
    assertThat(notes).hasSize(1);
  }

  // Its settings, headers and about a kilobyte of description.
  @ParameterizedTest
  @ValueSource(ints = {1, 60, 120, 300, 900})
  void asksAgainWhatAModelIs(int bytes) {
    proxy.cutAfter(bytes);

    assertThat(client.describe(IMAGES).shape()).isEqualTo(ItemShape.image(1, 4, 4));
    assertThat(proxy.cuts()).isEqualTo(1);
  }

  @Test
  void handsEachRowOutOnceHoweverOftenItBreaks() {
    cutWithin(4_000, this::cutAgain);

    List<Sample> rows = drawn();

    assertThat(rows).usingRecursiveFieldByFieldElementComparator().isEqualTo(local().rows());
    assertThat(proxy.cuts()).isEqualTo(4);
    assertThat(notes).hasSize(4);
  }

  private void cutAgain() {
    if (proxy.cuts() < 4) {
      proxy.cutAfter(4_000, this::cutAgain);
    }
  }

  @Test
  void asksForTheMissingRowsWhereTheServerWasStartedAnew(@TempDir Path path) {
    try (DriftwoodServer second = Folder.serve(path)) {
      List<Sample> rows = drawnWithACut(() -> proxy.leadTo(second.port()), () -> false);

      assertThat(rows).usingRecursiveFieldByFieldElementComparator().isEqualTo(local().rows());
      assertThat(notes).hasSize(2);
      assertThat(notes.get(0)).contains("going on where it was");
      assertThat(notes.get(1)).contains("NOT_FOUND").contains("asking for the missing rows");
    }
  }

  @Test
  void doesNotMixRowsOfTwoModels(@TempDir Path path) {
    // Of the same name, version and shape.
    byte[] other = Artefacts.randomImages(1, 4, 4, 9).bytes();
    try (DriftwoodServer changed = Folder.serve(path, "images.onnx", other)) {
      assertThatExceptionOfType(DriftwoodException.class)
          .isThrownBy(() -> drawnWithACut(() -> proxy.leadTo(changed.port()), () -> false))
          .withMessageContaining("is another one than before");
    }
  }

  @Test
  void goesOnTryingWhereNobodyListensAndStopsWhenTheCallerDoes() {
    List<Sample> rows = drawnWithACut(() -> proxy.leadTo(1), () -> notes.size() >= 3);

    assertThat(rows).hasSizeBetween(20, ROWS - 1);
    assertThat(notes).hasSize(3).allMatch(note -> note.contains("going on where it was"));
  }

  /** Cuts when twenty rows are there and more are held back. */
  private List<Sample> drawnWithACut(Runnable before, BooleanSupplier cancelled) {
    client.describe(IMAGES);
    proxy.holdAfter(proxy.bytes() + 9_000);
    List<Sample> rows = new ArrayList<>();
    client.sample(
        IMAGES,
        plan(),
        new RunListener<>() {
          @Override
          public void finished(Sample row) {
            rows.add(row);
            if (rows.size() == 20) {
              before.run();
              proxy.cut();
            }
          }

          @Override
          public boolean cancelled() {
            return cancelled.getAsBoolean();
          }
        });
    rows.sort(Comparator.comparingLong(Sample::row));
    return rows;
  }

  /** Cuts so many bytes into the answer to the call after GetModel. */
  private void cutWithin(int bytes, Runnable then) {
    client.describe(IMAGES);
    proxy.cutAfter(proxy.bytes() + bytes, then);
  }

  private List<Sample> drawn() {
    List<Sample> rows = new ArrayList<>();
    client.sample(IMAGES, plan(), RunListener.taking(rows::add));
    rows.sort(Comparator.comparingLong(Sample::row));
    return rows;
  }

  private static SamplePlan plan() {
    return SamplePlan.builder().sampler("heun").steps(10).count(ROWS).seed(4).firstRow(7).build();
  }

  private static Samples local() {
    try (DriftModel images = DriftModel.of(Folder.images(), OrtSettings.DEFAULT)) {
      return images.sample(plan());
    }
  }
}
