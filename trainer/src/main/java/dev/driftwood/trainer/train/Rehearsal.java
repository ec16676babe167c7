package dev.driftwood.trainer.train;

import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.EngineThreads;
import java.util.OptionalDouble;

/**
 * Steps of training of which nothing is kept: no folder, no metrics, no evaluation. They are the
 * steps of a run with the same plan, and show what these cost.
 */
public final class Rehearsal implements AutoCloseable {
  private final EngineThreads threads;
  private final TrainingState state;
  private final BatchFeed feed;
  private final Update update;
  private long steps;

  /**
   * What a step took.
   *
   * @param seconds of it
   * @param waitedSeconds of these, waiting for data
   * @param residentMegabytes of the process after it, where the system tells
   */
  public record Lap(double seconds, double waitedSeconds, OptionalDouble residentMegabytes) {}

  /** Before the first step. */
  public Rehearsal(TrainingPlan plan, Network network, Examples examples) {
    this.threads = EngineThreads.of(plan.threads());
    this.state = new TrainingState(network, plan);
    this.feed = new BatchFeed(new BatchSource(examples, plan), 0);
    this.update = Update.of(plan);
  }

  /** Takes a step. */
  public Lap step() {
    double waited = feed.waitedSeconds();
    long start = System.nanoTime();
    steps++;
    state.step(steps, feed, update);
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new Lap(seconds, feed.waitedSeconds() - waited, ResidentMemory.megabytes());
  }

  @Override
  public void close() {
    feed.close();
    state.close();
    threads.close();
  }
}
