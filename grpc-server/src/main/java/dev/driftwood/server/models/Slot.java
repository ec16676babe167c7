package dev.driftwood.server.models;

import dev.driftwood.runtime.artefact.ArtefactFile;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of an artefact's place in the folder.
 *
 * @param file the place
 * @param seen how it looked at the last look
 * @param judged how it looked when it was loaded or found broken; nothing where it has to be looked
 *     into again
 * @param loaded what requests use, which may be of an earlier file
 * @param pending whether something is still to be found out
 * @param problem of the file that is there now; empty where it has none
 * @param missing whether it was not there at the last look
 */
record Slot(
    ArtefactFile file,
    Optional<FileStamp> seen,
    Optional<FileStamp> judged,
    Optional<LoadedVersion> loaded,
    boolean pending,
    String problem,
    boolean missing) {
  static Slot of(ArtefactFile file) {
    return new Slot(file, Optional.empty(), Optional.empty(), Optional.empty(), true, "", false);
  }

  Slot looked(FileStamp now) {
    return new Slot(file, Optional.of(now), judged, loaded, pending, problem, false);
  }

  Slot waiting(String why) {
    return new Slot(file, seen, judged, loaded, true, why, missing);
  }

  Slot gone() {
    return new Slot(file, seen, judged, loaded, pending, problem, true);
  }

  /** What was looked at last is served. */
  Slot serving(LoadedVersion version) {
    return new Slot(file, seen, seen, Optional.of(version), false, "", missing);
  }

  /** What was looked at last can't be served. */
  Slot broken(String why) {
    return new Slot(file, seen, seen, loaded, false, why, missing);
  }

  /** The same, to be looked into again whether it changes or not. */
  Slot doubtful() {
    return new Slot(file, seen, Optional.empty(), loaded, pending, problem, missing);
  }

  ModelState state() {
    if (loaded.isPresent()) {
      return ModelState.SERVING;
    }
    return pending ? ModelState.LOADING : ModelState.BROKEN;
  }

  OptionalInt version() {
    return loaded.map(version -> OptionalInt.of(version.version())).orElse(file.version());
  }
}
