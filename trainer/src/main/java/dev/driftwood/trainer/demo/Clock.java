package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs stages, tells the listener of them, and keeps their times. */
final class Clock {
  private final DemoListener listener;
  private final BooleanSupplier stopped;
  private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);

  Clock(DemoListener listener, BooleanSupplier stopped) {
    this.listener = listener;
    this.stopped = stopped;
  }

  /** Runs a stage; what comes out of a stage that was stopped is not used. */
  <T> T time(Stage stage, Supplier<T> work) {
    listener.began(stage);
    long start = System.nanoTime();
    T result = work.get();
    requireQuiet();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    times.put(stage, took);
    listener.ended(stage, took);
    return result;
  }

  /** Whether to stop. */
  boolean stopped() {
    return stopped.getAsBoolean();
  }

  void progressed(Stage stage, double share) {
    listener.progressed(stage, Math.min(1, share));
  }

  /** The stages so far with their times, in order. */
  Map<Stage, Duration> times() {
    return Collections.unmodifiableMap(times);
  }

  private void requireQuiet() {
    if (stopped()) {
      throw new DriftwoodException("stopped before the end; nothing was written");
    }
  }
}
