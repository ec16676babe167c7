package dev.driftwood.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Images to judge: some of which nothing is known, or some normal and some anomalous ones. */
public final class MixOptions {
  @Option(
      names = "--input",
      paramLabel = "IMAGES",
      description =
          "An IDX file, CIFAR records (gzip or not), a PNG or JPEG file, a folder of them, or an"
              + " .npy array.")
  private @Nullable Path input;

  @Option(
      names = "--normal",
      paramLabel = "IMAGES",
      description = "Images known to be normal, in place of --input, to measure the scores with.")
  private @Nullable Path normal;

  @Option(
      names = "--anomalous",
      paramLabel = "IMAGES",
      description = "Images known to be anomalous, with --normal.")
  private @Nullable Path anomalous;

  @Option(
      names = "--anomalous-format",
      paramLabel = "auto|cifar10|cifar100",
      description = "In place of --format for --anomalous.")
  private @Nullable String anomalousFormat;

  @Option(
      names = "--truth",
      paramLabel = "x.csv",
      description =
          "Which images of --input are known to be normal or anomalous: a table with the columns"
              + " id, as in the table that is written, and label.")
  private @Nullable Path truth;

  @Mixin private ReadingOptions reading;

  /**
   * Images and what is known of them.
   *
   * @param images not opened yet
   */
  public record Part(Truth truth, ImageOptions.Selection images) {}

  /**
   * What was typed, checked.
   *
   * @throws IllegalArgumentException naming the option that is missing or one too many
   * @throws dev.driftwood.runtime.failure.DriftwoodException if the truth can't be read
   */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (input != null) {
      parts.add(new Part(known(), reading.selection(input)));
    }
    if (normal != null) {
      parts.add(new Part(Truth.everywhere(Truth.NORMAL), reading.selection(normal)));
    }
    if (anomalous != null) {
      parts.add(
          new Part(
              Truth.everywhere(Truth.ANOMALOUS), reading.selection(anomalous, anomalousFormat)));
    }
    boolean mix = normal != null && anomalous != null && input == null;
    if (!mix && !(input != null && parts.size() == 1)) {
      throw new IllegalArgumentException(
          "input: %s (expected: --input, or --normal and --anomalous together)"
              .formatted(parts.isEmpty() ? "none" : parts.size() + " of the three options"));
    }
    if (truth != null && input == null) {
      throw new IllegalArgumentException("truth: given (expected: with --input only)");
    }
    return parts;
  }

  private Truth known() {
    return truth == null ? Truth.everywhere(Truth.UNKNOWN) : Truth.read(truth);
  }
}
