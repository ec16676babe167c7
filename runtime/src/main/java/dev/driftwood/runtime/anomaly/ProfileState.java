package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row part of the way through its levels of noise.
 *
 * @param id which row
 * @param progress how far; the step is the next level
 * @param x the row, in the network's space
 * @param views of the levels done
 */
public record ProfileState(RowId id, Progress progress, double[] x, List<LevelView> views)
    implements RowState {
  /** Copies the list. */
  public ProfileState {
    views = List.copyOf(views);
  }

  ProfileState with(LevelView next, Progress changed) {
    return new ProfileState(
        id, changed, x, Stream.concat(views.stream(), Stream.of(next)).toList());
  }
}
