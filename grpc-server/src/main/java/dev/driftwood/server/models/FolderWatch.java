package dev.driftwood.server.models;

import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks at a folder of models again and again, and keeps what is served in step with it. A place
 * whose file is broken, half-written or away for one look keeps what it served. For one thread.
 */
final class FolderWatch {
  private final RepositorySettings settings;
  private final Loader loader;
  private final Retirement retirement;
  private final Slots slots;
  private String folderProblem = "";
  private boolean first = true;
  private volatile boolean stopping;

  /**
   * A watch that has not looked yet.
   *
   * @param publishing takes each catalogue that replaces the one before
   */
  FolderWatch(RepositorySettings settings, Retirement retirement, Consumer<Catalogue> publishing) {
    this.settings = settings;
    this.loader = new Loader(settings);
    this.retirement = retirement;
    this.slots = new Slots(settings.folder(), publishing);
  }

  /**
   * The look at the start: files are taken for whole as they are. One that can't be loaded may be
   * half-written, and is looked into again.
   *
   * @throws DriftwoodException where there is no folder
   */
  void lookFirst() {
    follow(ArtefactFile.in(settings.folder()));
    slots.doubt(slot -> true);
    first = false;
    slots.tellTo(settings.news());
  }

  /** A further look; a folder that can't be read now leaves all as it is. */
  void look() {
    try {
      follow(ArtefactFile.in(settings.folder()));
      folderProblem = "";
    } catch (DriftwoodException e) {
      if (!folderProblem.equals(e.getMessage())) {
        folderProblem = e.getMessage();
        slots.tell(e.getMessage() + "; what was served is served on");
      }
    }
  }

  /** What is found from now on is nobody's news; may be told by any thread. */
  void stop() {
    stopping = true;
    slots.tellTo(line -> {});
  }

  private void follow(List<ArtefactFile> files) {
    List<Slot> before = slots.all();
    forgetAllBut(files.stream().map(ArtefactFile::path).collect(Collectors.toSet()));
    List<Slot> ripe = files.stream().flatMap(file -> examined(file).stream()).toList();
    if (!slots.all().equals(before)) {
      slots.publish();
    }
    if (!ripe.isEmpty()) {
      tryOut(ripe);
    }
  }

  /** What was not there twice is gone; once may be the moment between two files of one name. */
  private void forgetAllBut(Set<Path> present) {
    for (Slot slot : slots.all()) {
      if (present.contains(slot.file().path())) {
        continue;
      }
      if (slot.loaded().isPresent() && !slot.missing()) {
        slots.put(slot.gone());
      } else {
        forget(slot);
      }
    }
  }

  private void forget(Slot slot) {
    slots.remove(slot);
    slots.publish();
    slot.loaded().ifPresent(retirement::add);
    slots.tell("%s: removed".formatted(ModelStatus.of(slot)));
    // Another file of the name may have been left out because of this one.
    slots.doubt(other -> other.file().name().equals(slot.file().name()));
  }

  /** A look at one place; its slot where its file is to be tried out. */
  private Optional<Slot> examined(ArtefactFile file) {
    Slot slot = slots.at(file);
    FileStamp now;
    try {
      now = FileStamp.of(file);
    } catch (IOException e) {
      slots.wait(slot, FileFailure.unreadable(file.path(), e).getMessage());
      return Optional.empty();
    }
    boolean known = slot.seen().isPresent();
    boolean still = first || slot.seen().equals(Optional.of(now));
    Slot looked = slot.looked(now);
    slots.put(looked);
    boolean settled = !looked.pending() && looked.judged().equals(Optional.of(now));
    return settled ? Optional.empty() : ripe(looked, known, still);
  }

  private Optional<Slot> ripe(Slot slot, boolean known, boolean still) {
    try {
      Arrival arrival = Arrival.of(slot.file(), still);
      if (arrival.whole()) {
        Slot trying = slot.waiting(slot.problem());
        slots.put(trying);
        return Optional.of(trying);
      }
      // Every file that is not written in one go is seen half-written once, which is no news.
      slots.wait(slot, known && slot.pending() ? arrival.problem() : "");
    } catch (DriftwoodException e) {
      slots.fail(slot, e.getMessage());
    }
    return Optional.empty();
  }

  private void tryOut(List<Slot> ripe) {
    Map<Path, String> problems;
    try {
      problems = settings.probe().problems(ripe.stream().map(slot -> slot.file().path()).toList());
    } catch (DriftwoodException e) {
      // It is not the files' fault, and the next look tries again.
      ripe.forEach(slot -> slots.wait(slot, slot.file().path() + ": " + e.getMessage()));
      return;
    }
    for (Slot slot : ripe) {
      String problem = problems.get(slot.file().path());
      if (stopping) {
        return;
      }
      if (problem == null) {
        load(slot);
      } else {
        slots.fail(slot, problem);
      }
      slots.publish();
    }
  }

  private void load(Slot slot) {
    long start = System.nanoTime();
    try {
      LoadedVersion version = loader.load(slot.file());
      if (!slot.seen().equals(stamp(slot.file()))) {
        version.close();
        slots.wait(slot, slot.file().path() + ": changed while it was loaded");
      } else if (slots.isTaken(slot, version)) {
        version.close();
        slots.fail(
            slot,
            "%s: is left out (expected: one artefact only for %s)"
                .formatted(slot.file().path(), version));
      } else {
        swap(slot, version, 1e-9 * (System.nanoTime() - start));
      }
    } catch (DriftwoodException e) {
      slots.fail(slot, e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      slots.fail(slot, "%s: could not be loaded: %s".formatted(slot.file().path(), e));
    }
  }

  private static Optional<FileStamp> stamp(ArtefactFile file) {
    try {
      return Optional.of(FileStamp.of(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Requests from now on get the new one; the old one is let go when its last has ended. */
  private void swap(Slot slot, LoadedVersion version, double seconds) {
    slots.put(slot.serving(version));
    slots.publish();
    slot.loaded().ifPresent(retirement::add);
    slots.tell(
        "%s: %s in %.3g s"
            .formatted(version, slot.loaded().isPresent() ? "replaced" : "loaded", seconds));
  }
}
