package dev.driftwood.server.models;

import dev.driftwood.runtime.artefact.ArtefactFile;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What is known of the places of a folder, and who hears of it. For one thread. */
final class Slots {
  private final Path folder;
  private final Map<Path, Slot> slots = new TreeMap<>();
  private final Consumer<Catalogue> publishing;
  private volatile Consumer<String> news = line -> {};

  /**
   * None at first, and nobody who hears.
   *
   * @param folder of the places, which is left out of what is said
   * @param publishing takes each catalogue that replaces the one before
   */
  Slots(Path folder, Consumer<Catalogue> publishing) {
    this.folder = folder;
    this.publishing = publishing;
  }

  /** From now on, lines go to somebody; may be told by any thread. */
  void tellTo(Consumer<String> listener) {
    news = listener;
  }

  void tell(String line) {
    news.accept(line);
  }

  List<Slot> all() {
    return List.copyOf(slots.values());
  }

  Slot at(ArtefactFile file) {
    return slots.getOrDefault(file.path(), Slot.of(file));
  }

  void put(Slot slot) {
    slots.put(slot.file().path(), slot);
  }

  void remove(Slot slot) {
    slots.remove(slot.file().path());
  }

  /** Has places looked into again where they have a problem, whether they change or not. */
  void doubt(Predicate<Slot> which) {
    slots.replaceAll(
        (path, slot) -> !slot.problem().isEmpty() && which.test(slot) ? slot.doubtful() : slot);
  }

  /** Whether another place serves the same version. */
  boolean isTaken(Slot slot, LoadedVersion version) {
    return slots.values().stream()
        .filter(other -> !other.file().path().equals(slot.file().path()))
        .flatMap(other -> other.loaded().stream())
        .anyMatch(other -> other.toString().equals(version.toString()));
  }

  /** A file is not whole yet, or can't be looked into now. */
  void wait(Slot slot, String why) {
    change(slot, slot.waiting(inFolder(why)));
  }

  /** A file can't be served. */
  void fail(Slot slot, String why) {
    change(slot, slot.broken(inFolder(why)));
  }

  /** Callers are told of problems, and need not know where the server keeps its models. */
  private String inFolder(String problem) {
    return problem
        .replace(folder.toAbsolutePath() + File.separator, "")
        .replace(folder + File.separator, "");
  }

  /** Says a problem once, not at each look. */
  private void change(Slot before, Slot now) {
    put(now);
    if (!now.problem().isEmpty() && !now.problem().equals(before.problem())) {
      String old = now.loaded().map(version -> "; " + version + " is served on").orElse("");
      tell(now.problem() + old);
    }
  }

  void publish() {
    publishing.accept(Catalogue.of(slots.values()));
  }
}
