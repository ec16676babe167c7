package dev.driftwood.bench.soak;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What a client does. */
public enum Scenario {
  /** Draws a few samples. */
  SAMPLE(30),
  /** Draws some hundreds. */
  LARGE_SAMPLE(6),
  /** Scores some images. */
  LIKELIHOOD(14),
  /** Judges some images. */
  ANOMALY(6),
  /** Leaves in the middle of its work. */
  CANCEL(12),
  /** Its connection is reset, and it does not come back. */
  CRASH(8),
  /** Its connection is reset, and it goes on. */
  RESUME(8),
  /** Reads nothing for a while. */
  SLOW_READER(2),
  /** Gives less time than it takes. */
  DEADLINE(7),
  /** Asks for what can't be. */
  BAD_REQUEST(7);

  private static final int TOTAL =
      Arrays.stream(values()).mapToInt(scenario -> scenario.weight).sum();

  private final int weight;

  Scenario(int weight) {
    this.weight = weight;
  }

  /** One of them by their weights. */
  static Scenario draw(SplittableRandom random) {
    int left = random.nextInt(TOTAL);
    for (Scenario scenario : values()) {
      left -= scenario.weight;
      if (left < 0) {
        return scenario;
      }
    }
    throw new IllegalStateException("weights: " + left + " beyond their sum");
  }
}
