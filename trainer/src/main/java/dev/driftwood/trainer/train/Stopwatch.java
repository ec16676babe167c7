package dev.driftwood.trainer.train;

/** Seconds spent on training proper: it stands still while a run evaluates or saves. */
final class Stopwatch {
  private double seconds;
  private long since;
  private boolean runs;

  Stopwatch(double seconds) {
    this.seconds = seconds;
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
