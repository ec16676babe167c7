package dev.driftwood.server;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.ort.OrtSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
   * Loads every model of a folder and evaluates each once. A model that can't be loaded is left out
   * and named in {@link #problems}.
   *
   * @throws DriftwoodException where there is no folder, or no model in it that can be loaded
   */
  public static ModelRepository open(Path folder, OrtSettings settings) {
    List<ServedModel> models = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (ArtefactFile file : ArtefactFile.in(folder)) {
      try {
        models.add(load(file, settings, models));
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
      ArtefactFile file, OrtSettings settings, List<ServedModel> loaded) {
    DriftModel model = DriftModel.load(file.path(), settings);
    try {
      int version = file.version().orElse(model.description().version());
      requireNew(file, version, loaded);
      warm(model);
      return new ServedModel(file.name(), version, model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** One evaluation, so that the first request finds all memory in place. */
  private static void warm(DriftModel model) {
    SamplePlan.Builder plan = SamplePlan.builder().sampler("euler").steps(1).count(1);
    boolean needsClass =
        model.description().labels().filter(known -> known.nullLabel().isEmpty()).isPresent();
    model.sample((needsClass ? plan.label(0) : plan).build());
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

  private static Refusal unknownVersion(String name, String version, List<ServedModel> named) {
    String known =
        named.stream().map(m -> Integer.toString(m.version())).collect(Collectors.joining(", "));
    return Refusal.unknownModel(
        name + "/" + version,
        "unknown version '%s' of model '%s' (known: %s)".formatted(version, name, known));
  }

  /** Waits for what runs and lets all models go. */
  @Override
  public void close() {
    models.forEach(served -> served.model().close());
  }
}
