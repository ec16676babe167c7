package dev.driftwood.server;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.batch.Bucket;
import dev.driftwood.runtime.batch.Buckets;
import dev.driftwood.runtime.batch.Lane;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.OrtSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The models of a folder, loaded and warm: {@code NAME/VERSION/model.onnx} or {@code NAME.onnx}.
 * The path gives a model its name and version; a plain file has the version of its description.
 */
public final class ModelRepository implements AutoCloseable {
  private final List<ServedModel> models;
  private final List<String> problems;

  private ModelRepository(List<ServedModel> models, List<String> problems) {
    this.models = models.stream().sorted(ServedModel.ORDER).toList();
    this.problems = List.copyOf(problems);
  }

  /**
   * Loads every model of a folder, warms each and measures what its calls cost by size. A model
   * that can't be loaded is left out and named in {@link #problems}.
   *
   * @throws DriftwoodException where there is no folder, or no model in it that can be loaded
   */
  public static ModelRepository open(Path folder, OrtSettings settings) {
    boolean padded = settings.device().kind() == Device.Kind.CUDA;
    return open(folder, settings, BatchSettings.DEFAULT.withPadding(padded), Admission.usual());
  }

  /** The same with other batches and another admission. */
  public static ModelRepository open(
      Path folder, OrtSettings settings, BatchSettings batches, Admission admission) {
    List<ServedModel> models = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (ArtefactFile file : ArtefactFile.in(folder)) {
      try {
        models.add(load(file, settings, batches, admission, models));
      } catch (DriftwoodException e) {
        problems.add(e.getMessage());
      }
    }
    if (models.isEmpty()) {
      String why = problems.isEmpty() ? "" : "; " + String.join("; ", problems);
      throw new DriftwoodException(
          "%s: no model to serve (expected: NAME/VERSION/model.onnx or NAME.onnx)%s"
              .formatted(folder, why));
    }
    return new ModelRepository(models, problems);
  }

  private static ServedModel load(
      ArtefactFile file,
      OrtSettings settings,
      BatchSettings batches,
      Admission admission,
      List<ServedModel> loaded) {
    DriftModel model = DriftModel.load(file.path(), settings);
    int version = file.version().orElse(model.description().version());
    try {
      requireNew(file, version, loaded);
    } catch (DriftwoodException e) {
      model.close();
      throw e;
    }
    String name = file.name() + "-" + version;
    return new ServedModel(file.name(), version, SharedModel.open(model, batches, admission, name));
  }

  private static void requireNew(ArtefactFile file, int version, List<ServedModel> loaded) {
    boolean taken =
        loaded.stream().anyMatch(m -> m.name().equals(file.name()) && m.version() == version);
    if (taken) {
      throw new DriftwoodException(
          "%s: is left out (expected: one artefact only for %s/%d)"
              .formatted(file.path(), file.name(), version));
    }
  }

  /** What is served, by name and version. */
  public List<ServedModel> models() {
    return models;
  }

  /** One line for each model, graph and size of calls: what it costs. */
  public List<String> callCosts() {
    List<String> lines = new ArrayList<>();
    for (ServedModel served : models) {
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

  /** One line for each artefact that could not be loaded. */
  public List<String> problems() {
    return problems;
  }

  /**
   * A model by name.
   *
   * @param version its version, or empty for the highest
   * @throws Refusal if there is none; it names the nearest
   */
  ServedModel find(String name, String version) {
    List<ServedModel> named = models.stream().filter(m -> m.name().equals(name)).toList();
    if (named.isEmpty()) {
      TreeSet<String> names =
          models.stream().map(ServedModel::name).collect(Collectors.toCollection(TreeSet::new));
      throw Refusal.unknownModel(name, NearestName.unknown("model", name, names));
    }
    if (version.isEmpty()) {
      return named.get(named.size() - 1);
    }
    return named.stream()
        .filter(m -> Integer.toString(m.version()).equals(version))
        .findFirst()
        .orElseThrow(() -> unknownVersion(name, version, named));
  }

  /** Whether a version of a model is served, with a digest of its artefact. */
  boolean serves(String name, String version, String digest) {
    return models.stream()
        .filter(m -> m.name().equals(name) && Integer.toString(m.version()).equals(version))
        .anyMatch(m -> m.model().artefact().digest().equals(digest));
  }

  private static Refusal unknownVersion(String name, String version, List<ServedModel> named) {
    String known =
        named.stream().map(m -> Integer.toString(m.version())).collect(Collectors.joining(", "));
    return Refusal.unknownModel(
        name + "/" + version,
        "unknown version '%s' of model '%s' (known: %s)".formatted(version, name, known));
  }

  /** Ends what runs and lets all models go. */
  @Override
  public void close() {
    models.forEach(served -> served.shared().close());
  }
}
