package dev.driftwood.trainer.train;

/** The mean loss and the speed since some step. */
final class LossMean {
  private double sum;
  private long start;
  private double startSeconds;

  LossMean(long step, double seconds) {
    restart(step, seconds);
  }

  void restart(long step, double seconds) {
    sum = 0;
    start = step;
    startSeconds = seconds;
  }

  void add(double losses) {
    sum += losses;
  }

  double mean(long step) {
    return sum / (step - start);
  }

  double rowsPerSecond(long step, double seconds, int batch) {
    return (step - start) * (double) batch / (seconds - startSeconds);
  }
}
