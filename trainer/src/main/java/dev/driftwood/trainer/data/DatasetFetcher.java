package dev.driftwood.trainer.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Gets the files of a data set from elsewhere. */
public interface DatasetFetcher {
  /**
   * Fetches a data set, or finds what was fetched before.
   *
   * @return the folder that holds its files; empty if this data set cannot be fetched
   * @throws IOException if it could not be reached
   */
  Optional<Path> fetch(String dataset) throws IOException;

  /** Fetches nothing. */
  static DatasetFetcher none() {
    return dataset -> Optional.empty();
  }
}
