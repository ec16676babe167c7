package dev.driftwood.runtime.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request that was let in, from then to its end: what it still needs, until when, and whether
 * anybody waits for it. Thread-safe.
 */
public final class Claim implements AutoCloseable {
  private final Backlog backlog;
  private final Demand demand;
  private final Duration estimate;
  private final AtomicLong left;
  private final AtomicLong spent = new AtomicLong();
  private final long since = System.nanoTime();
  private volatile Optional<Duration> waited = Optional.empty();
  private volatile boolean cancelled;
  private volatile boolean paused;

  Claim(Backlog backlog, Demand demand, Duration estimate) {
    this.backlog = backlog;
    this.demand = demand;
    this.estimate = estimate;
    this.left = new AtomicLong(demand.total());
  }

  /** Nobody waits for it any more; its rows leave before the next network call. */
  public void cancel() {
    cancelled = true;
  }

  /** Lets its rows rest, as nobody takes its results at the moment. */
  public void pause() {
    paused = true;
  }

  /** Lets its rows go on; {@link StepBatcher#wake} says so at once. */
  public void resume() {
    paused = false;
  }

  /** How long it was going to take when it was let in, if all before it goes first. */
  public Duration estimate() {
    return estimate;
  }

  /** Evaluations that it was let in for; the largest number where there are more. */
  public long evaluations() {
    return demand.total();
  }

  /** Evaluations that were made for it so far. */
  public long spent() {
    return spent.get();
  }

  /** Until the first of its evaluations was made; empty where none was. */
  public Optional<Duration> waited() {
    return waited;
  }

  /** Until its deadline; not below nothing. */
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline() - System.nanoTime()));
  }

  /** It needs no more evaluations, but what it holds until it is closed. */
  public void finish() {
    left.set(0);
  }

  /** As many evaluations again as it was let in for have become known. */
  public void again() {
    left.addAndGet(demand.total());
  }

  /** What is left is so many times what it was let in for, whatever it has spent so far. */
  public void remain(long times) {
    left.set(demand.total() * Math.max(0, times));
  }

  /** Whether it was cancelled or its deadline has passed. */
  public boolean dead() {
    return dead(System.nanoTime());
  }

  boolean dead(long now) {
    return cancelled || deadline() - now <= 0;
  }

  /** Whether its rows rest. */
  public boolean paused() {
    return paused;
  }

  void spend(long evaluations) {
    if (waited.isEmpty()) {
      waited = Optional.of(Duration.ofNanos(System.nanoTime() - since));
    }
    spent.addAndGet(evaluations);
    left.updateAndGet(known -> Math.max(0, known - evaluations));
  }

  long evaluationsLeft() {
    return left.get();
  }

  Demand demand() {
    return demand;
  }

  long deadline() {
    return demand.deadline();
  }

  /** Gives back what it held. Closing twice is harmless. */
  @Override
  public void close() {
    backlog.release(this);
  }
}
