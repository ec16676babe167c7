package dev.driftwood.server.models;

import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.ort.OrtSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Finds out what files do to the process that loads and runs them. */
public interface Probe {
  /**
   * Tries files out.
   *
   * @return one line for each that must not be let in, which begins with its path
   */
  Map<Path, String> problems(List<Path> files);

  /** Lets all in. */
  static Probe trusting() {
    return files -> Map.of();
  }

  /**
   * A process of its own for all files of a look and, where that does not end well, one for each.
   *
   * @param device of the network
   * @param batches whose calls are made
   * @param patience for one file
   */
  static Probe inProcess(OrtSettings device, BatchSettings batches, Duration patience) {
    return new ProcessProbe(ProbeCommand.of(device, batches), patience);
  }
}
