package dev.driftwood.trainer.train;

/**
 * What a step found before it changed anything.
 *
 * @param loss the mean over the step's rows
 * @param gradientNorm the Euclidean norm of its gradient over all parameters, before it is clipped
 */
record StepResult(double loss, double gradientNorm) {
  boolean isFinite() {
    return Double.isFinite(loss) && Double.isFinite(gradientNorm);
  }
}
