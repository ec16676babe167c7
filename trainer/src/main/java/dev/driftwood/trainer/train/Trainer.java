package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.EngineDevice;
import dev.driftwood.trainer.djl.EngineThreads;
import dev.driftwood.trainer.net.TrainedWeights;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final int IMAGE_RANK = 3;

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
   * @throws IllegalArgumentException if the examples don't have the network's shape, or are fewer
   *     than the rows of a batch
   * @throws DriftwoodException if there are no examples, or the engine doesn't have the device
   */
  public Trainer(
      TrainingPlan plan,
      Network network,
      Examples examples,
      TrainingListener listener,
      List<Evaluator> evaluators) {
    requireUsable(plan.data(), examples);
    EngineDevice.of(plan.devices());
    if (!examples.itemShape().equals(network.itemShape())) {
      throw new IllegalArgumentException(
          "preset: %s for items of shape %s (expected: one for %s, the shape in data set %s)"
              .formatted(
                  plan.network().preset(),
                  network.itemShape(),
                  examples.itemShape(),
                  plan.data().dataset()));
    }
    this.plan = plan;
    this.network = network;
    this.batches = new BatchSource(examples, plan);
    this.listener = listener;
    this.evaluators = List.copyOf(evaluators);
    this.checkpoints = new Checkpoints(plan.out().resolve("checkpoints"), plan.intervals().kept());
  }

  private static void requireUsable(DataPlan data, Examples examples) {
    int size = examples.size();
    if (size == 0) {
      throw new DriftwoodException(
          data.dataset() + ": no items to train on (expected: one at least beside those held out)");
    }
    Requirement.that(
        data.batch() <= size,
        "batch",
        data.batch(),
        "<= " + size + ", the items of data set " + data.dataset() + " to train on");
    Requirement.that(
        !data.flip() || examples.itemShape().size() == IMAGE_RANK,
        "flip",
        data.flip(),
        "false for items of shape " + examples.itemShape() + ", which are no images");
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
   * @param resume whether to go on from the last whole checkpoint, if there is one
   * @return the averaged weights at the end, in the order of the plan's decays
   * @throws DriftwoodException if the run folder can't be used or the loss stops being a number
   */
  public List<TrainedWeights> run(boolean resume) {
    createFolder();
    Checkpoint start = resume ? restored() : anew();
    try (EngineThreads threads = EngineThreads.of(threads(start.position()));
        TrainingState state = new TrainingState(network, plan)) {
      state.restore(start.slots(), checkpoints.folder());
      RunConfig.write(plan, threads.count());
      long first = start.step() * plan.optimizer().accumulate();
      try (BatchFeed feed = new BatchFeed(batches, first)) {
        new Course(plan, state, feed, listener, evaluators, checkpoints)
            .follow(start.position(), threads.count(), () -> stopped);
      }
      return state.averages();
    }
  }

  /** The averaged weights at the step that evaluations found best, where they have found one. */
  public Optional<TrainedWeights> best() {
    return checkpoints.best().map(Checkpoint::firstAverage);
  }

  /** Makes the run folder, if it is not there. */
  public void createFolder() {
    try {
      Files.createDirectories(plan.out());
    } catch (IOException e) {
      throw new DriftwoodException(
          "can't create run folder " + plan.out() + " (expected: a writable place)", e);
    }
  }

  /** The start; what an earlier run left must not be taken for this one's. */
  private Checkpoint anew() {
    checkpoints.clear();
    return Checkpoint.NONE;
  }

  private Checkpoint restored() {
    Checkpoint found = checkpoints.latest(listener::warned).orElse(Checkpoint.NONE);
    if (found.step() > 0) {
      RunConfig.requireSame(plan);
      found.position().seed().ifPresent(seed -> requireSame("seed", plan.seed(), seed));
    }
    return found;
  }

  /** Those of the run where it has begun: other ones would round otherwise. */
  private int threads(RunPosition position) {
    if (plan.threads() > 0 && position.threads() > 0) {
      requireSame("threads", plan.threads(), position.threads());
    }
    return plan.threads() > 0 ? plan.threads() : position.threads();
  }

  private void requireSame(String name, long given, long before) {
    if (given != before) {
      throw new DriftwoodException(
          "%s: %d (expected: %d, with which the run in %s began)"
              .formatted(name, given, before, plan.out()));
    }
  }
}
