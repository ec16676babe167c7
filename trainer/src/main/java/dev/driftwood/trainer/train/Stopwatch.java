package dev.driftwood.trainer.train;

/** Seconds spent on training proper: it stands still while a run evaluates or saves. */
final class Stopwatch {
  private double seconds;
  private long since;
  private boolean runs;

  /** Starts from the seconds of an earlier part of the run. */
  void set(double earlier) {
    seconds = earlier;
  }

  void start() {
    since = System.nanoTime();
    runs = true;
  }

  void pause() {
    seconds = seconds();
    runs = false;
  }

  double seconds() {
    return runs ? seconds + (System.nanoTime() - since) * 1e-9 : seconds;
  }
}
