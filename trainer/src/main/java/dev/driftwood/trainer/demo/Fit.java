package dev.driftwood.trainer.demo;

import dev.driftwood.trainer.TrainingRun;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.report.Point;
import dev.driftwood.trainer.train.Intervals;
import dev.driftwood.trainer.train.Progress;
import dev.driftwood.trainer.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The training of a demonstration. */
final class Fit {
  private static final String PRESET = "mlp";

  /** Large for Adam, as suits a small network and a short run; the average takes the noise out. */
  private static final double LEARNING_RATE = 2e-3;

  private static final double EMA = 0.999;
  private static final int CURVE_POINTS = 80;

  private final DemoPlan plan;
  private final Dataset dataset;
  private final Clock clock;
  private volatile @Nullable TrainingRun run;

  Fit(DemoPlan plan, Dataset dataset, Clock clock) {
    this.plan = plan;
    this.dataset = dataset;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param plan the training plan
   * @param artefact the exported file
   * @param losses mean loss per interval, nats, over the iteration
   * @param imagesPerSecond points a second, over the whole run
   */
  record Outcome(TrainingPlan plan, Path artefact, List<Point> losses, double imagesPerSecond) {
    Outcome {
      losses = List.copyOf(losses);
    }

    double lastLoss() {
      return losses.get(losses.size() - 1).y();
    }
  }

  Outcome run(Path folder) {
    TrainingPlan training = training(folder);
    Curve curve = new Curve();
    TrainingRun started = new TrainingRun(training, dataset, curve::add);
    run = started;
    if (clock.stopped()) {
      started.stop();
    }
    Path artefact = started.run(false);
    return new Outcome(training, artefact, curve.points, curve.imagesPerSecond());
  }

  void stop() {
    TrainingRun started = run;
    if (started != null) {
      started.stop();
    }
  }

  private TrainingPlan training(Path folder) {
    int iterations = plan.budget().iterations();
    int metrics = Math.max(1, iterations / CURVE_POINTS);
    return TrainingPlan.builder()
        .dataset(dataset.name())
        .preset(PRESET)
        .iterations(iterations)
        .batch(plan.budget().batch())
        .learningRate(LEARNING_RATE)
        .ema(EMA)
        .debias(true)
        .seed(plan.seed())
        .out(folder)
        .intervals(new Intervals(metrics, iterations, iterations, iterations))
        .build();
  }

  /** The loss, averaged so that some {@value #CURVE_POINTS} points remain. */
  private final class Curve {
    private final List<Point> points = new ArrayList<>();
    private double sum;
    private double seconds;
    private long last;
    private long told;

    void add(Progress progress) {
      long steps = progress.iteration() - told;
      told = progress.iteration();
      sum += progress.loss() * steps;
      seconds += steps * plan.budget().batch() / progress.imagesPerSecond();
      if (told * CURVE_POINTS >= (points.size() + 1L) * progress.iterations()) {
        points.add(new Point(told, sum / (told - last)));
        last = told;
        sum = 0;
      }
      clock.progressed(Stage.TRAIN, (double) told / progress.iterations());
    }

    double imagesPerSecond() {
      return told * plan.budget().batch() / seconds;
    }
  }
}
