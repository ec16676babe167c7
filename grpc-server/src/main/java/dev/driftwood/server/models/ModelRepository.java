package dev.driftwood.server.models;

import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.batch.Bucket;
import dev.driftwood.runtime.batch.Buckets;
import dev.driftwood.runtime.batch.Lane;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.OrtSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The models of a folder, loaded and warm, as they come and go: {@code NAME/VERSION/model.onnx} or
 * {@code NAME.onnx}. The path gives a model its name and version; a plain file has the version of
 * its description. Thread-safe.
 */
public final class ModelRepository implements AutoCloseable {
  private final RepositorySettings settings;
  private final Retirement retirement = new Retirement();
  private final FolderWatch watch;
  private final List<Runnable> listeners = new ArrayList<>();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "driftwood-models");
            made.setDaemon(true);
            return made;
          });
  private volatile Catalogue catalogue = Catalogue.EMPTY;

  private ModelRepository(RepositorySettings settings) {
    this.settings = settings;
    this.watch = new FolderWatch(settings, retirement, this::publish);
  }

  /** Loads every model of a folder once, trusting its files. */
  public static ModelRepository open(Path folder, OrtSettings device) {
    return open(RepositorySettings.of(folder, Placement.of(device)));
  }

  /** The same with other batches and another admission. */
  public static ModelRepository open(
      Path folder, OrtSettings device, BatchSettings batches, Admission admission) {
    return open(RepositorySettings.of(folder, Placement.of(device)).with(batches, admission));
  }

  /**
   * Loads every model of a folder, warms each and measures what its calls cost by size; then looks
   * at the folder from time to time. A model that can't be loaded is left out and named in {@link
   * #problems}.
   *
   * @throws DriftwoodException where there is no folder, or no model in it that can be loaded
   */
  public static ModelRepository open(RepositorySettings settings) {
    ModelRepository models = new ModelRepository(settings);
    try {
      models.watch.lookFirst();
      models.requireSome();
    } catch (RuntimeException e) {
      models.close();
      throw e;
    }
    long millis = settings.reload().toMillis();
    if (millis > 0) {
      models.looks.scheduleWithFixedDelay(models::look, millis, millis, TimeUnit.MILLISECONDS);
    }
    return models;
  }

  private void requireSome() {
    if (catalogue.loaded().isEmpty()) {
      String why = problems().isEmpty() ? "" : "; " + String.join("; ", problems());
      throw new DriftwoodException(
          "%s: no model to serve (expected: NAME/VERSION/model.onnx or NAME.onnx)%s"
              .formatted(settings.folder(), why));
    }
  }

  /** One look more, by the thread that looks. */
  void look() {
    try {
      watch.look();
    } catch (RuntimeException e) {
      // There is a next look; one that fails must not be the last.
      settings.news().accept(settings.folder() + ": could not be looked at: " + e);
    }
  }

  private void publish(Catalogue next) {
    catalogue = next;
    synchronized (listeners) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Has something done now, and whenever {@link #statuses} may have changed. */
  public void onChange(Runnable listener) {
    synchronized (listeners) {
      listeners.add(listener);
      listener.run();
    }
  }

  /** What is served, by name and version, each on its first device. */
  public List<ServedModel> models() {
    return catalogue.loaded().stream().map(LoadedVersion::first).toList();
  }

  /** The sessions of all that is served: one a device. */
  public List<ServedModel> sessions() {
    return catalogue.loaded().stream().flatMap(one -> one.sessions().stream()).toList();
  }

  /** How all models are, by name and version, those that can't be served among them. */
  public List<ModelStatus> statuses() {
    return catalogue.statuses();
  }

  /** Where networks run. */
  public List<Assignment> devices() {
    return settings.placement().assignments();
  }

  /** Versions that are served no more but still in use. */
  public int retiring() {
    return retirement.size();
  }

  /** One line for each device that can't be used, and each artefact that could not be loaded. */
  public List<String> problems() {
    List<String> lines = new ArrayList<>(settings.placement().problems());
    statuses().stream().map(ModelStatus::problem).filter(p -> !p.isEmpty()).forEach(lines::add);
    return lines;
  }

  /**
   * The right to use a model.
   *
   * @param version its version, or empty for the highest
   * @throws ModelUnavailable if there is none
   */
  public Lease lend(String name, String version) {
    while (true) {
      // One that has just been retired is not in the next catalogue.
      Optional<Lease> lease = catalogue.find(name, version).lend();
      if (lease.isPresent()) {
        return lease.get();
      }
    }
  }

  /**
   * A model by name, to look at: it may be let go at any time.
   *
   * @param version its version, or empty for the highest
   * @throws ModelUnavailable if there is none
   */
  public ServedModel find(String name, String version) {
    return catalogue.find(name, version).first();
  }

  /**
   * How a model is.
   *
   * @param version its version, or empty for the one that {@link #find} gives; the highest where
   *     none is served
   * @throws ModelUnavailable if there is none of that name and version
   */
  public ModelStatus status(String name, String version) {
    return catalogue.status(name, version);
  }

  /** One line for each model, graph and size of calls: what it costs. */
  public List<String> callCosts() {
    List<String> lines = new ArrayList<>();
    for (ServedModel served : models()) {
      for (Map.Entry<Lane, Buckets> lane : new TreeMap<>(served.shared().buckets()).entrySet()) {
        lane.getValue()
            .sizes()
            .forEach(size -> lines.add(line(served, lane.getKey(), size, lane.getValue().best())));
      }
    }
    return lines;
  }

  private static String line(ServedModel served, Lane lane, Bucket size, Bucket best) {
    return "%s: %s, %d rows a call: %.4g ms, %.4g ms a row, %.3g MB more%s"
        .formatted(
            served,
            lane == Lane.DRIFT ? "drift" : "product",
            size.rows(),
            1e3 * size.seconds(),
            1e3 / size.rate(),
            1e-6 * size.bytes(),
            size.equals(best) ? " (filled)" : "");
  }

  /** Ends what runs and lets all models go; a model that is just being loaded, too. */
  @Override
  public void close() {
    watch.stop();
    looks.shutdownNow();
    boolean interrupted = false;
    while (!looks.isTerminated()) {
      try {
        looks.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    retirement.close();
    catalogue.loaded().forEach(LoadedVersion::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
