package dev.driftwood.trainer.demo;

/** What a demonstration does, in this order. */
public enum Stage {
  /** Fits the network and exports it. */
  TRAIN("train and export the network"),
  /** Follows particles of the reverse SDE from noise to data. */
  REVERSE_SDE("draw samples by the reverse SDE, \u03bb = 0"),
  /** Follows particles of the probability flow. */
  PROBABILITY_FLOW("draw samples by the probability flow, \u03bb = 1"),
  /** Scores held-out points in two ways. */
  SCORE("score held-out points by ODE and by ELBO"),
  /** Scores a grid of points. */
  MAP("map the density over the plane");

  private final String sentence;

  Stage(String sentence) {
    this.sentence = sentence;
  }

  /** What is done, in words. */
  public String sentence() {
    return sentence;
  }
}
