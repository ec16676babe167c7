package dev.driftwood.cli.option;

import dev.driftwood.cli.output.RowFormat;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which images are known beforehand to be normal, and which to be anomalous. */
public final class Truth {
  /** The label of images of which nothing is known. */
  public static final String UNKNOWN = "";

  /** The label of images known to be normal. */
  public static final String NORMAL = "normal";

  /** The label of images known to be anomalous. */
  public static final String ANOMALOUS = "anomalous";

  private static final Set<String> LABELS = Set.of(UNKNOWN, NORMAL, ANOMALOUS);

  private final UnaryOperator<String> labels;

  private Truth(UnaryOperator<String> labels) {
    this.labels = labels;
  }

  /** The same of every image. */
  static Truth everywhere(String label) {
    return new Truth(id -> label);
  }

  /**
   * What a table (CSV or JSON lines) says in its columns {@code id} and {@code label}, and nothing
   * of other images. A table of anomalies is one.
   *
   * @throws DriftwoodException naming the file and the row that is not so
   */
  static Truth read(Path file) {
    Map<String, String> known = new HashMap<>();
    RowFormat.of(file).read(file, row -> add(row, known, file));
    return new Truth(id -> known.getOrDefault(id, UNKNOWN));
  }

  private static void add(Map<String, String> row, Map<String, String> known, Path file) {
    String id = row.get("id");
    String label = row.get("label");
    if (id == null || label == null) {
      throw new DriftwoodException(
          "%s: a row with %s (expected: id and label)".formatted(file, row.keySet()));
    }
    if (!LABELS.contains(label)) {
      throw new DriftwoodException(
          "%s, id %s: label %s (expected: normal, anomalous, or none where it is not known)"
              .formatted(file, id, label));
    }
    if (known.put(id, label) != null) {
      throw new DriftwoodException("%s: id %s again (expected: once)".formatted(file, id));
    }
  }

  /** The label of an image, by its id. */
  public String of(String id) {
    return labels.apply(id);
  }
}
