package dev.driftwood.server.models;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a version of a model is.
 *
 * @param name what requests call it
 * @param version absent where only the file says it, and it could not be read
 * @param served what requests of it use, on the first device; there where it is {@link
 *     ModelState#SERVING}
 * @param state whether it is served
 * @param problem why not, or why a changed file is not served in its place; empty where all is well
 */
public record ModelStatus(
    String name,
    OptionalInt version,
    Optional<ServedModel> served,
    ModelState state,
    String problem) {
  /** By name and version; one without a version is the first. */
  static final Comparator<ModelStatus> ORDER =
      Comparator.comparing(ModelStatus::name)
          .thenComparingInt(status -> status.version().orElse(0));

  static ModelStatus of(Slot slot) {
    return new ModelStatus(
        slot.file().name(),
        slot.version(),
        slot.loaded().map(LoadedVersion::first),
        slot.state(),
        slot.problem());
  }

  /** One status of two files that are the same version, of which one at most is served. */
  ModelStatus and(ModelStatus other) {
    ModelStatus better = other.state().compareTo(state) < 0 ? other : this;
    String both =
        problem.isEmpty() || other.problem().isEmpty()
            ? problem + other.problem()
            : problem + "; " + other.problem();
    return new ModelStatus(name, version, better.served(), better.state(), both);
  }

  /** {@code NAME/VERSION}, or {@code NAME} where it has no version. */
  @Override
  public String toString() {
    return version.isPresent() ? name + "/" + version.getAsInt() : name;
  }
}
