package dev.driftwood.runtime.anomaly;

import java.util.OptionalInt;

/**
 * What is measured of an image. A calibration keeps the plan that it was made with, as evidence of
 * another plan can't be compared with it.
 *
 * @param levels of noise at which the network is asked about the image, 2 to 64; an evaluation each
 * @param times of the likelihood's lower bound, 1 to 4094; an evaluation each, and one more
 * @param seed key of all random numbers
 * @param label class of a conditional model; its null label where absent
 */
public record EvidencePlan(int levels, int times, long seed, OptionalInt label) {
  /** Ten levels, sixteen times, seed 0. */
  public static final EvidencePlan DEFAULT = new EvidencePlan(10, 16, 0, OptionalInt.empty());

  /** Checks the ranges. */
  public EvidencePlan {
    if (!(levels >= 2 && levels <= 64)) {
      throw new IllegalArgumentException("levels: " + levels + " (expected: 2 to 64)");
    }
    if (!(times >= 1 && times <= 4094)) {
      throw new IllegalArgumentException("times: " + times + " (expected: 1 to 4094)");
    }
  }
}
