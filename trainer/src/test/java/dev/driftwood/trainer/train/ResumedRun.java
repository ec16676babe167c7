package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.trainer.net.PointMlp;
import dev.driftwood.trainer.net.TrainedWeights;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small run in a process of its own, to be killed: says each step, and in the end its weights.
 */
final class ResumedRun {
  static final int ITERATIONS = 90;
  static final int CHECKPOINT_INTERVAL = 5;
  static final String WEIGHTS = "weights.bin";

  private ResumedRun() {}

  /** Goes on with the run in the folder that is named, or begins it. */
  public static void main(String[] folder) throws IOException {
    Path out = Path.of(folder[0]);
    TrainingPlan plan =
        TrainingPlan.builder()
            .dataset("gaussian")
            .preset("tiny")
            .sde(SdeSpec.of(SdeSpec.Type.VP))
            .iterations(ITERATIONS)
            .batch(8)
            .accumulate(2)
            .learningRate(1e-3)
            .warmup(20)
            .schedule(Schedule.COSINE)
            .weightDecay(0.01)
            .clip(5)
            .ema(List.of(0.9, 0.99))
            .seed(3)
            .threads(1)
            .intervals(new Intervals(1, CHECKPOINT_INTERVAL, 1000, 1000))
            .out(out)
            .build();
    Trainer trainer =
        new Trainer(
            plan,
            new PointMlp(1, 64, 1, 32),
            new GaussianExamples(300),
            progress -> say(progress.iteration()),
            List.of());
    write(out.resolve(WEIGHTS), trainer.run(true));
  }

  private static void say(long iteration) {
    System.out.println(iteration);
    System.out.flush();
  }

  private static void write(Path file, List<TrainedWeights> averages) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (TrainedWeights weights : averages) {
        for (float[] values : weights.values().values()) {
          for (float value : values) {
            out.writeFloat(value);
          }
        }
      }
    }
  }
}
