package dev.driftwood.runtime.noise;

/** What a random number is for: part of its address, so that no two uses share numbers. */
public enum Purpose {
  /** The first state of a sample, drawn from the prior. */
  PRIOR(0),
  /** The Brownian increments of a solver and the noising of likelihood estimates. */
  SOLVER(1),
  /** The noise of a Langevin corrector. */
  CORRECTOR(2),
  /** The probe vectors of a trace estimate. */
  PROBE(3),
  /** The uniform noise that makes discrete pixels continuous. */
  DEQUANTISATION(4),
  /** Times drawn in a loss or a likelihood estimate. */
  TIME(5),
  /** Which labels are dropped for guidance. */
  LABEL_DROPOUT(6),
  /** Which activations are dropped. */
  DROPOUT(7),
  /** The order of the training data. */
  SHUFFLE(8),
  /** Data that are made and not read. */
  DATA_SYNTHESIS(9),
  /** The noise of what is observed of a sample, and of what makes the rest fit. */
  OBSERVATION(10);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /** The number that stands for this purpose in a counter, in [0, 16). */
  public int code() {
    return code;
  }
}
