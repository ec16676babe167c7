package dev.driftwood.cli.option;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Which images are known beforehand to be normal, and which to be anomalous. */
public final class Truth {
  /** The label of images of which nothing is known. */
  public static final String UNKNOWN = "";

  /** The label of images known to be normal. */
  public static final String NORMAL = "normal";

  /** The label of images known to be anomalous. */
  public static final String ANOMALOUS = "anomalous";

  private final UnaryOperator<String> labels;

  private Truth(UnaryOperator<String> labels) {
    this.labels = labels;
  }

  /** The same of every image. */
  static Truth everywhere(String label) {
    return new Truth(id -> label);
  }

  /**
   * What a table says in its columns {@code id} and {@code label}, and nothing of other images. A
   * table of anomalies is one.
   *
   * @throws DriftwoodException naming the file and the line that is not so
   */
  static Truth read(Path file) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<String, String> known = new HashMap<>();
    try (CSVParser rows = format.parse(Files.newBufferedReader(file))) {
      if (!rows.getHeaderMap().containsKey("id") || !rows.getHeaderMap().containsKey("label")) {
        throw new DriftwoodException(
            "%s: columns %s (expected: id and label)".formatted(file, rows.getHeaderNames()));
      }
      for (CSVRecord row : rows) {
        if (known.put(row.get("id"), label(row, file)) != null) {
          throw new DriftwoodException(
              "%s, line %d: id %s again (expected: once)"
                  .formatted(file, rows.getCurrentLineNumber(), row.get("id")));
        }
      }
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
    return new Truth(id -> known.getOrDefault(id, UNKNOWN));
  }

  private static String label(CSVRecord row, Path file) {
    String label = row.get("label");
    return switch (label) {
      case UNKNOWN, NORMAL, ANOMALOUS -> label;
      default ->
          throw new DriftwoodException(
              "%s, id %s: label %s (expected: normal, anomalous, or none where it is not known)"
                  .formatted(file, row.get("id"), label));
    };
  }

  /** The label of an image, by its id. */
  public String of(String id) {
    return labels.apply(id);
  }
}
