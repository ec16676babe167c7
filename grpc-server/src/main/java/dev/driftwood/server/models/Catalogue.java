package dev.driftwood.server.models;

import dev.driftwood.runtime.failure.NearestName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The models of a folder at one time.
 *
 * @param statuses of all, by name and version
 * @param loaded those that requests can use, by name and version
 */
record Catalogue(List<ModelStatus> statuses, List<LoadedVersion> loaded) {
  static final Catalogue EMPTY = new Catalogue(List.of(), List.of());

  static Catalogue of(Collection<Slot> slots) {
    BinaryOperator<ModelStatus> together = ModelStatus::and;
    List<ModelStatus> statuses =
        slots.stream()
            .map(ModelStatus::of)
            .collect(Collectors.toMap(ModelStatus::toString, Function.identity(), together))
            .values()
            .stream()
            .sorted(ModelStatus.ORDER)
            .toList();
    List<LoadedVersion> loaded =
        slots.stream()
            .flatMap(slot -> slot.loaded().stream())
            .sorted(
                Comparator.comparing(LoadedVersion::name).thenComparingInt(LoadedVersion::version))
            .toList();
    return new Catalogue(statuses, loaded);
  }

  /**
   * What a request uses.
   *
   * @param version empty for the highest that is served
   * @throws ModelUnavailable where there is none; of an unknown one it names the nearest
   */
  LoadedVersion find(String name, String version) {
    return loaded.stream()
        .filter(one -> one.name().equals(name) && isMeant(version, one.version()))
        .reduce((lower, higher) -> higher)
        .orElseThrow(() -> unavailable(status(name, version)));
  }

  /**
   * How a model is.
   *
   * @param version empty for the highest that is served or, where none is, the highest
   * @throws ModelUnavailable where there is none of that name and version; it names the nearest
   */
  ModelStatus status(String name, String version) {
    List<ModelStatus> named = statuses.stream().filter(s -> s.name().equals(name)).toList();
    if (named.isEmpty()) {
      TreeSet<String> names =
          statuses.stream().map(ModelStatus::name).collect(Collectors.toCollection(TreeSet::new));
      throw unknown(name, NearestName.unknown("model", name, names));
    }
    return named.stream()
        .filter(status -> isMeant(version, status.version().orElse(0)))
        .max(
            Comparator.comparing((ModelStatus s) -> s.served().isPresent())
                .thenComparing(ModelStatus.ORDER))
        .orElseThrow(() -> unknownVersion(name, version, named));
  }

  private static boolean isMeant(String asked, int version) {
    return asked.isEmpty() || asked.equals(Integer.toString(version));
  }

  private static ModelUnavailable unknownVersion(
      String name, String version, List<ModelStatus> named) {
    String known =
        named.stream()
            .flatMapToInt(status -> status.version().stream())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return unknown(
        name + "/" + version,
        "unknown version '%s' of model '%s' (known: %s)".formatted(version, name, known));
  }

  private static ModelUnavailable unknown(String model, String message) {
    return new ModelUnavailable(ModelUnavailable.Why.UNKNOWN, model, message);
  }

  /** The message has nothing of the problem, which may name places of the server's. */
  private static ModelUnavailable unavailable(ModelStatus status) {
    String model = status.toString();
    return status.state() == ModelState.LOADING
        ? new ModelUnavailable(
            ModelUnavailable.Why.LOADING, model, model + " is being loaded (try again later)")
        : new ModelUnavailable(
            ModelUnavailable.Why.BROKEN, model, model + " can't be served; GetModel says why");
  }
}
