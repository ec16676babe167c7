package dev.driftwood.bench.soak;

/** How a request ended, as far as that can be told. */
public enum Outcome {
  /** With all that was asked for, each bit as expected. */
  ANSWERED,
  /** The same, after its connection broke. */
  RESUMED,
  /** The client left. */
  LEFT,
  /** Its deadline passed, or would have. */
  LATE,
  /** It asked for what can't be. */
  REJECTED,
  /** The server was too busy. */
  REFUSED,
  /** In any other way. */
  UNEXPECTED
}
