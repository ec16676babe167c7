package dev.driftwood.trainer.train;

/** What a value of a plan must satisfy, by the name of the command's option. */
final class Requirement {
  private Requirement() {}

  /**
   * Ends where a value is out of range.
   *
   * @throws IllegalArgumentException saying which, and what was expected
   */
  static void that(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
