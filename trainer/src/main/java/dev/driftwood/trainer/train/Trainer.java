package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.net.TrainedWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a {@link TrainingPlan}: batch, step, and at the plan's intervals a row of metrics, an
 * evaluation, a checkpoint.
 *
 * <p>{@link #run} works on the caller's thread; {@link #stop} may come from any other and ends the
 * run after the step in hand, with a checkpoint.
 */
public final class Trainer {
  private static final int REPORT_INTERVAL = 10;

  private final TrainingPlan plan;
  private final Network network;
  private final BatchSource batches;
  private final TrainingListener listener;
  private final List<Evaluator> evaluators;
  private final Checkpoints checkpoints;
  private volatile boolean stopped;

  /**
   * A run that has not begun.
   *
   * @throws IllegalArgumentException if the examples don't have the network's shape
   */
  public Trainer(
      TrainingPlan plan,
      Network network,
      Examples examples,
      TrainingListener listener,
      List<Evaluator> evaluators) {
    if (!examples.itemShape().equals(network.itemShape())) {
      throw new IllegalArgumentException(
          "preset: %s for items of shape %s (expected: one for %s, the shape in data set %s)"
              .formatted(plan.network().preset(), network.itemShape(), examples.itemShape(), plan.data().dataset()));
    }
    this.plan = plan;
    this.network = network;
    this.batches = new BatchSource(examples, plan);
    this.listener = listener;
    this.evaluators = List.copyOf(evaluators);
    this.checkpoints = new Checkpoints(plan.out().resolve("checkpoints"));
  }

  /** Ends the run after the step in hand, with a checkpoint. */
  public void stop() {
    stopped = true;
  }

  /** Whether the run folder holds a checkpoint already, which a run from the start would remove. */
  public boolean begun() {
    return !checkpoints.isEmpty();
  }

  /**
   * Trains.
   *
   * @param resume whether to go on from the last checkpoint, if there is one
   * @return the averaged weights at the end
   * @throws DriftwoodException if the run folder can't be used or the loss stops being a number
   */
  public TrainedWeights run(boolean resume) {
    createFolder();
    try (TrainingState state = new TrainingState(network, plan.seed())) {
      Course course = new Course(state, resume);
      RunConfig.write(plan);
      course.follow();
      return state.averages();
    }
  }

  private void createFolder() {
    try {
      Files.createDirectories(plan.out());
    } catch (IOException e) {
      throw new DriftwoodException(
          "can't create run folder " + plan.out() + " (expected: a writable place)", e);
    }
  }

  /** One run through the steps: what changes while it lasts. */
  private final class Course {
    private final TrainingState state;
    private final Adam adam = new Adam(plan.optimizer().learningRate());
    private final MovingAverage average = new MovingAverage(plan.average().decay());
    private final MetricsCsv metrics;
    private final Stopwatch watch;
    private final LossMean sinceReport;
    private final LossMean sinceRow;
    private long step;

    Course(TrainingState state, boolean resume) {
      this.state = state;
      Checkpoint start = resume ? restored() : anew();
      this.step = start.step();
      this.watch = new Stopwatch(start.elapsedSeconds());
      this.sinceReport = new LossMean(step, watch.seconds());
      this.sinceRow = new LossMean(step, watch.seconds());
      List<String> columns = evaluators.stream().flatMap(e -> e.columns().stream()).toList();
      this.metrics = new MetricsCsv(plan.out().resolve("metrics.csv"), columns, step);
    }

    /** The start; what an earlier run left must not be taken for this one's. */
    private Checkpoint anew() {
      checkpoints.clear();
      return Checkpoint.NONE;
    }

    private Checkpoint restored() {
      Checkpoint found = checkpoints.latest().orElse(Checkpoint.NONE);
      if (found.step() > 0) {
        RunConfig.requireSame(plan);
        state.restore(found.slots(), checkpoints.folder());
      }
      return found;
    }

    void follow() {
      long saved = step;
      while (step < plan.optimizer().iterations() && !stopped) {
        watch.start();
        Batch batch = batches.batch(step);
        step++;
        state.step(step, batch, adam, average);
        watch.pause();
        boolean evaluates = evaluators.stream().anyMatch(evaluator -> due(evaluator.interval()));
        boolean records = evaluates || due(plan.intervals().metrics());
        boolean saves = due(plan.intervals().checkpoint());
        // The report comes first: it stops at a loss that is no number, before that is saved.
        if (records || saves || due(REPORT_INTERVAL)) {
          report();
        }
        if (records) {
          record();
        }
        if (saves) {
          saved = save();
        }
      }
      if (saved < step) {
        save();
      }
    }

    /** Whether an interval ends with this step; all end with the last. */
    private boolean due(int interval) {
      return step % interval == 0 || step == plan.optimizer().iterations();
    }

    private void report() {
      double loss = state.takeLossSum();
      if (!Double.isFinite(loss)) {
        throw new DriftwoodException(
            "the loss is %s at iteration %d (expected: a number; lower the learning rate %s)"
                .formatted(loss, step, plan.optimizer().learningRate()));
      }
      sinceReport.add(loss);
      sinceRow.add(loss);
      double rate = sinceReport.rowsPerSecond(step, watch.seconds(), plan.data().batch());
      long millis = (long) (1000.0 * (plan.optimizer().iterations() - step) * plan.data().batch() / rate);
      listener.progressed(
          new Progress(
              step, plan.optimizer().iterations(), sinceReport.mean(step), rate, Duration.ofMillis(millis)));
      sinceReport.restart(step, watch.seconds());
    }

    private void record() {
      List<Double> row = new ArrayList<>();
      row.add(sinceRow.mean(step));
      row.add(sinceRow.rowsPerSecond(step, watch.seconds(), plan.data().batch()));
      row.add(ResidentMemory.megabytes().orElse(Double.NaN));
      row.add(watch.seconds());
      row.addAll(figures());
      metrics.add(step, row);
      sinceRow.restart(step, watch.seconds());
    }

    /** What the evaluators find, NaN for those whose turn it is not. */
    private List<Double> figures() {
      List<Double> figures = new ArrayList<>();
      boolean any = evaluators.stream().anyMatch(evaluator -> due(evaluator.interval()));
      Optional<TrainedWeights> weights = any ? Optional.of(state.averages()) : Optional.empty();
      for (Evaluator evaluator : evaluators) {
        figures.addAll(
            weights
                .filter(present -> due(evaluator.interval()))
                .map(present -> evaluator.evaluate(step, present))
                .orElse(Collections.nCopies(evaluator.columns().size(), Double.NaN)));
      }
      return figures;
    }

    private long save() {
      Path file = checkpoints.write(new Checkpoint(step, watch.seconds(), state.values()));
      listener.checkpointed(file);
      return step;
    }
  }
}
