package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.net.TrainedWeights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** One run through the steps, and what changes while it lasts. */
final class Course {
  private static final int REPORT_INTERVAL = 10;

  private final TrainingPlan plan;
  private final TrainingState state;
  private final BatchFeed feed;
  private final TrainingListener listener;
  private final List<Evaluator> evaluators;
  private final Checkpoints checkpoints;
  private final Update update;
  private final Stopwatch watch = new Stopwatch();
  private int threads;
  private long step;
  private Tally sinceReport = Tally.from(0, 0);
  private Tally sinceRow = Tally.from(0, 0);
  private Best best = Best.NONE;

  Course(
      TrainingPlan plan,
      TrainingState state,
      BatchFeed feed,
      TrainingListener listener,
      List<Evaluator> evaluators,
      Checkpoints checkpoints) {
    this.plan = plan;
    this.state = state;
    this.feed = feed;
    this.listener = listener;
    this.evaluators = evaluators;
    this.checkpoints = checkpoints;
    this.update = Update.of(plan);
  }

  /** Takes the steps that are left, or as many as there is time for. */
  void follow(RunPosition start, int engineThreads, BooleanSupplier stopped) {
    threads = engineThreads;
    step = start.step();
    best = start.best();
    sinceRow = start.sinceRow();
    watch.set(start.elapsedSeconds());
    sinceReport = Tally.from(step, watch.seconds());
    MetricsCsv metrics = metrics();
    listener.began(step);
    long saved = step;
    while (step < plan.optimizer().iterations() && !stopped.getAsBoolean()) {
      advance();
      boolean records = hasFigures() || due(plan.intervals().metrics());
      if (records || due(REPORT_INTERVAL)) {
        report();
      }
      if (records) {
        record(metrics);
      } else if (evaluates()) {
        figures();
      }
      if (evaluates()) {
        listener.evaluated(step);
      }
      if (due(plan.intervals().checkpoint())) {
        saved = save();
      }
    }
    if (saved < step) {
      save();
    }
  }

  private MetricsCsv metrics() {
    List<String> columns = evaluators.stream().flatMap(e -> e.columns().stream()).toList();
    return new MetricsCsv(plan.out().resolve("metrics.csv"), columns, step);
  }

  private void advance() {
    double waited = feed.waitedSeconds();
    watch.start();
    StepResult result = state.step(step + 1, feed, update);
    watch.pause();
    requireNumbers(result);
    step++;
    sinceReport = sinceReport.plus(result, feed.waitedSeconds() - waited);
    sinceRow = sinceRow.plus(result, feed.waitedSeconds() - waited);
  }

  /** Ends the run at a step that would have made the weights no numbers; it has changed nothing. */
  private void requireNumbers(StepResult result) {
    if (result.isFinite()) {
      return;
    }
    int accumulate = plan.optimizer().accumulate();
    long first = step * accumulate;
    String batches =
        accumulate == 1 ? "batch " + first : "batches " + first + " to " + (first + accumulate - 1);
    String last = checkpoints.newest().map(Path::toString).orElse("none yet");
    throw new DriftwoodException(
        "the loss is %s and its gradient's norm %s at iteration %d, %s (expected: numbers; lower --lr %s, or use --clip or --warmup; last good checkpoint: %s)"
            .formatted(
                result.loss(),
                result.gradientNorm(),
                step + 1,
                batches,
                plan.optimizer().learningRate(),
                last));
  }

  /** Whether an interval ends with this step; all end with the last. */
  private boolean due(int interval) {
    return step % interval == 0 || isLast();
  }

  private boolean due(Evaluator evaluator) {
    return evaluator.isDue(step) || isLast();
  }

  private boolean isLast() {
    return step == plan.optimizer().iterations();
  }

  private boolean evaluates() {
    return evaluators.stream().anyMatch(this::due);
  }

  private boolean hasFigures() {
    return evaluators.stream().anyMatch(e -> !e.columns().isEmpty() && due(e));
  }

  private int rows() {
    return plan.data().batch() * plan.optimizer().accumulate();
  }

  private void report() {
    double seconds = watch.seconds();
    double rate = sinceReport.rowsPerSecond(step, seconds, rows());
    long left = plan.optimizer().iterations() - step;
    listener.progressed(
        new Progress(
            step,
            plan.optimizer().iterations(),
            sinceReport.meanLoss(step),
            rate,
            sinceReport.waitingShare(seconds),
            Duration.ofMillis((long) (1000.0 * left * rows() / rate))));
    sinceReport = Tally.from(step, seconds);
  }

  private void record(MetricsCsv metrics) {
    double seconds = watch.seconds();
    List<Double> row = new ArrayList<>();
    row.add(sinceRow.meanLoss(step));
    row.add(sinceRow.meanGradientNorm(step));
    row.add(plan.optimizer().learningRateAt(step));
    row.add(sinceRow.rowsPerSecond(step, seconds, rows()));
    row.add(sinceRow.waitingShare(seconds));
    row.add(ResidentMemory.megabytes().orElse(Double.NaN));
    row.add(seconds);
    Best before = best;
    row.addAll(figures());
    MetricsRow written = metrics.add(step, row);
    sinceRow = Tally.from(step, seconds);
    if (!best.equals(before)) {
      checkpoints.writeBest(checkpoint());
    }
    listener.recorded(written);
  }

  /** What the evaluators find, NaN for those whose turn it is not. */
  private List<Double> figures() {
    List<Double> figures = new ArrayList<>();
    Optional<TrainedWeights> weights =
        evaluates() ? Optional.of(state.averages().get(0)) : Optional.empty();
    for (Evaluator evaluator : evaluators) {
      List<Double> found =
          weights
              .filter(present -> due(evaluator))
              .map(present -> evaluator.evaluate(step, present))
              .orElse(Collections.nCopies(evaluator.columns().size(), Double.NaN));
      if (evaluator.ranks()) {
        best = best.or(found.get(0), step);
      }
      figures.addAll(found);
    }
    return figures;
  }

  private long save() {
    Path file = checkpoints.write(checkpoint());
    listener.checkpointed(file);
    return step;
  }

  private Checkpoint checkpoint() {
    OptionalLong seed = OptionalLong.of(plan.seed());
    RunPosition position = new RunPosition(step, watch.seconds(), seed, threads, sinceRow, best);
    return new Checkpoint(position, state.values());
  }
}
