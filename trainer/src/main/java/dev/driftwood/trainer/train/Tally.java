package dev.driftwood.trainer.train;

/**
 * What steps came to since some step, as sums over them.
 *
 * @param start steps done before the first of them
 * @param startSeconds time spent on training before the first of them
 * @param loss sum of the losses
 * @param gradientNorm sum of the gradients' norms
 * @param waited seconds of waiting for data
 */
record Tally(long start, double startSeconds, double loss, double gradientNorm, double waited) {
  /** Nothing yet. */
  static Tally from(long step, double seconds) {
    return new Tally(step, seconds, 0, 0, 0);
  }

  Tally plus(StepResult step, double waitedSeconds) {
    return new Tally(
        start,
        startSeconds,
        loss + step.loss(),
        gradientNorm + step.gradientNorm(),
        waited + waitedSeconds);
  }

  double meanLoss(long step) {
    return loss / (step - start);
  }

  double meanGradientNorm(long step) {
    return gradientNorm / (step - start);
  }

  double rowsPerSecond(long step, double seconds, int rows) {
    return (step - start) * (double) rows / (seconds - startSeconds);
  }

  /** The share of the time that was spent waiting for data. */
  double waitingShare(double seconds) {
    return waited / (seconds - startSeconds);
  }
}
