package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.Samples;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.train.Evaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws 64 samples, always from the same noise and of each class in turn where there are classes,
 * into {@code NNNNNN.png}; points go into {@code NNNNNN.npy}.
 *
 * @param snapshots makes the model
 * @param folder where the files go
 * @param interval how often, in iterations
 */
public record SampleGrid(Snapshots snapshots, Path folder, int interval) implements Evaluator {
  private SamplePlan plan() {
    int classes = snapshots.description().labels().map(LabelSpec::count).orElse(0);
    return SamplePlan.builder()
        .sampler("heun")
        .steps(25)
        .count(64)
        .seed(0)
        .labels(IntStream.range(0, classes).boxed().toList())
        .build();
  }

  /** Also after a tenth of the first interval: early enough to stop a run that goes wrong. */
  @Override
  public boolean isDue(long iteration) {
    return iteration % interval == 0 || (interval >= 10 && iteration == interval / 10);
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public List<Double> evaluate(long iteration, TrainedWeights weights) {
    try (DriftModel model = snapshots.open(weights)) {
      Files.createDirectories(folder);
      Samples samples = model.sample(plan());
      String name = "%06d".formatted(iteration);
      if (samples.shape().isImage()) {
        samples.writePng(folder.resolve(name + ".png"));
      } else {
        samples.writeNpy(folder.resolve(name + ".npy"));
      }
      return List.of();
    } catch (IOException e) {
      throw new DriftwoodException(
          "can't create folder " + folder + " (expected: a writable place)", e);
    }
  }
}
