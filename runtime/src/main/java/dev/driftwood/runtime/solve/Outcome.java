package dev.driftwood.runtime.solve;

/** How the integration of one row ended. */
public enum Outcome {
  /** The row is not finished. */
  RUNNING("still running"),
  /** The row reached the end of its time. */
  DONE("done"),
  /** The network or the state gave NaN or an infinity. */
  NOT_FINITE("the drift or the state became NaN or infinite; try more steps or a larger tmin"),
  /** The step-size control used up its steps. */
  STEP_LIMIT("the step limit was reached before the end; try larger rtol and atol"),
  /** The step-size control went below the resolution of time. */
  STEP_TOO_SMALL("the step size fell below the resolution of time; try larger rtol and atol");

  private final String sentence;

  Outcome(String sentence) {
    this.sentence = sentence;
  }

  /** What happened and what to do, in words for the user. */
  public String sentence() {
    return sentence;
  }
}
