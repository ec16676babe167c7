package dev.driftwood.cli.anomaly;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What to write about anomalies.
 *
 * @param out the table
 * @param falsePositiveRate at which images are flagged, above 0 and below 1
 * @param falseDiscoveryRate by which they are flagged instead, where it is given
 * @param maps a folder of pictures
 * @param contactSheet a picture of the most anomalous images
 * @param report a folder of curves, for a labelled mix
 */
public record JudgingPlan(
    Path out,
    double falsePositiveRate,
    OptionalDouble falseDiscoveryRate,
    Optional<Path> maps,
    Optional<Path> contactSheet,
    Optional<Path> report) {
  /** Checks the rates. */
  public JudgingPlan {
    requireRate("false-positive-rate", falsePositiveRate);
    falseDiscoveryRate.ifPresent(rate -> requireRate("false-discovery-rate", rate));
  }

  private static void requireRate(String name, double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(name + ": " + rate + " (expected: above 0, below 1)");
    }
  }
}
