package dev.driftwood.trainer.train;

import dev.driftwood.runtime.data.DataTransform;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is learned from, and how much of it at a time.
 *
 * @param dataset name of the data set
 * @param dataDir folder with its files, absent for data that need none
 * @param transform from data to what the network sees, absent for the data set's default
 * @param batch rows of a step, at least 1
 * @param flip whether images are mirrored left to right with probability ½, in training only
 * @param labelDropout how often a row's class is kept from a network that is told classes, in [0,
 *     1]; absent where it is told none
 */
public record DataPlan(
    String dataset,
    @Nullable Path dataDir,
    Optional<DataTransform> transform,
    int batch,
    boolean flip,
    OptionalDouble labelDropout) {
  public DataPlan {
    double dropout = labelDropout.orElse(0);
    Requirement.that(dropout >= 0 && dropout <= 1, "label-dropout", dropout, "in [0, 1]");
    Requirement.that(batch >= 1, "batch", batch, ">= 1");
  }
}
