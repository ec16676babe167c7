package dev.driftwood.server.models;

import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How the models of a folder are kept.
 *
 * @param folder with {@code NAME/VERSION/model.onnx} or {@code NAME.onnx}
 * @param placement where networks run
 * @param batches how rows are put together; always padded on graphics cards
 * @param admission how much each network takes in
 * @param probe what a new file has to survive
 * @param reload time between two looks at the folder; nothing for no further look
 * @param news hears one line for whatever changes after the start
 */
public record RepositorySettings(
    Path folder,
    Placement placement,
    BatchSettings batches,
    Admission admission,
    Probe probe,
    Duration reload,
    Consumer<String> news) {
  /** Checks the time. */
  public RepositorySettings {
    if (reload.isNegative()) {
      throw new IllegalArgumentException(
          "reload: " + reload.toMillis() / 1e3 + " (expected: seconds, >= 0)");
    }
  }

  /** Models that are trusted and loaded once. */
  public static RepositorySettings of(Path folder, Placement placement) {
    return new RepositorySettings(
        folder,
        placement,
        BatchSettings.DEFAULT,
        Admission.usual(),
        Probe.trusting(),
        Duration.ZERO,
        line -> {});
  }

  /** The same with other batches and another admission. */
  public RepositorySettings with(BatchSettings otherBatches, Admission otherAdmission) {
    return new RepositorySettings(
        folder, placement, otherBatches, otherAdmission, probe, reload, news);
  }

  /** The same with another probe. */
  public RepositorySettings withProbe(Probe other) {
    return new RepositorySettings(folder, placement, batches, admission, other, reload, news);
  }

  /** The same with looks at the folder. */
  public RepositorySettings withReload(Duration time) {
    return new RepositorySettings(folder, placement, batches, admission, probe, time, news);
  }

  /** The same with somebody who hears what changes. */
  public RepositorySettings withNews(Consumer<String> listener) {
    return new RepositorySettings(folder, placement, batches, admission, probe, reload, listener);
  }
}
