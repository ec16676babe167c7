package dev.driftwood.trainer.train;

/**
 * What is made small: {@code E[½ w(t) ‖ε̂ − ε‖²]} over times t.
 *
 * @param loss how that is estimated
 * @param weighting w
 * @param times the law of t
 * @param stratified whether the times of a step are spread out, one in each of as many equally
 *     likely parts of the law as the step has rows
 * @param gamma γ of {@link Weighting#MIN_SNR}, positive
 * @param sigmaData s of {@link Weighting#EDM}, positive
 * @param levels L of {@link Times#LADDER}, at least 2
 */
public record ObjectivePlan(
    Loss loss,
    Weighting weighting,
    Times times,
    boolean stratified,
    double gamma,
    double sigmaData,
    int levels) {
  /** The plain loss over uniform times. */
  public static final ObjectivePlan STANDARD =
      new ObjectivePlan(Loss.DSM, Weighting.SIGMA, Times.UNIFORM, false, 5, 0.5, 10);

  public ObjectivePlan {
    requirePositive("gamma", gamma);
    requirePositive("sigma-data", sigmaData);
    Requirement.that(levels >= 2, "levels", levels, ">= 2");
  }

  /** The same over other times. */
  public ObjectivePlan over(Times other) {
    return new ObjectivePlan(loss, weighting, other, stratified, gamma, sigmaData, levels);
  }

  /** The same with another weighting. */
  public ObjectivePlan weighedBy(Weighting other) {
    return new ObjectivePlan(loss, other, times, stratified, gamma, sigmaData, levels);
  }

  /** The same by another estimate. */
  public ObjectivePlan by(Loss other) {
    return new ObjectivePlan(other, weighting, times, stratified, gamma, sigmaData, levels);
  }

  private static void requirePositive(String name, double value) {
    boolean positive = value > 0 && value < Double.POSITIVE_INFINITY;
    Requirement.that(positive, name, value, "> 0 and finite");
  }
}
