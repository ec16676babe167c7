package dev.driftwood.cli.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;

/** How rows of a table stand in a file: a line each, whatever they hold. */
enum RowFormat {
  /** Comma-separated, under a line of names. */
  CSV {
    @Override
    String head(List<String> columns) {
      return FORMAT.format(columns.toArray()) + "\n";
    }

    @Override
    String line(List<String> columns, List<Object> cells) {
      return FORMAT.format(cells.stream().map(RowFormat::text).toArray()) + "\n";
    }
  },
  /** An object a line, without the entries that have no value. */
  JSON_LINES {
    @Override
    String head(List<String> columns) {
      return "";
    }

    @Override
    String line(List<String> columns, List<Object> cells) {
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < columns.size(); i++) {
        put(row, columns.get(i), cells.get(i));
      }
      return row + "\n";
    }
  };

  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  /** JSON lines where the name says so, CSV otherwise. */
  static RowFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? JSON_LINES : CSV;
  }

  /** What stands above the rows, with its line's end. */
  abstract String head(List<String> columns);

  /**
   * One row, with its line's end.
   *
   * @param cells strings, whole numbers, doubles (NaN where there is none) and booleans
   */
  abstract String line(List<String> columns, List<Object> cells);

  /** Enough digits to read the same value back; empty where there is none. A row is a line. */
  private static String text(Object cell) {
    if (cell instanceof Double number) {
      return number.isNaN() ? "" : number.toString();
    }
    return cell.toString().replaceAll("\\R", " ");
  }

  private static void put(ObjectNode row, String name, Object cell) {
    if (cell instanceof Double number) {
      if (!number.isNaN()) {
        row.put(name, number);
      }
    } else if (cell instanceof Long number) {
      row.put(name, number);
    } else if (cell instanceof Boolean flag) {
      row.put(name, flag);
    } else if (!cell.toString().isEmpty()) {
      row.put(name, cell.toString());
    }
  }
}
