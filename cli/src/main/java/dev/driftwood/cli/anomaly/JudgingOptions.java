package dev.driftwood.cli.anomaly;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written about anomalies. */
public final class JudgingOptions {
  @Option(
      names = "--false-positive-rate",
      paramLabel = "A",
      defaultValue = "0.05",
      description =
          "Of normal images, the share that may be flagged as anomalous; ${DEFAULT-VALUE} by"
              + " default.")
  private double falsePositiveRate;

  @Option(
      names = "--false-discovery-rate",
      paramLabel = "Q",
      description = "Instead: of the flagged images, the share that may be normal.")
  private @Nullable Double falseDiscoveryRate;

  @Option(
      names = "--contact-sheet",
      paramLabel = "x.png",
      description = "A picture of the 64 most anomalous images, the most anomalous first.")
  private @Nullable Path contactSheet;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "A folder for ROC and precision-recall curves of a labelled mix.")
  private @Nullable Path report;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "x.csv|x.jsonl",
      description = "The table, a row an image: CSV, or JSON lines where the name ends so.")
  private Path out;

  /**
   * The plan that was typed.
   *
   * @param maps a folder of maps
   */
  public JudgingPlan plan(Optional<Path> maps) {
    return new JudgingPlan(
        out,
        falsePositiveRate,
        falseDiscoveryRate == null ? OptionalDouble.empty() : OptionalDouble.of(falseDiscoveryRate),
        maps,
        Optional.ofNullable(contactSheet),
        Optional.ofNullable(report));
  }
}
