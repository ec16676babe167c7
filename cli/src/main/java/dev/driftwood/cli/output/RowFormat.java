package dev.driftwood.cli.output;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** How rows of a table stand in a file: a line each, whatever they hold. */
public enum RowFormat {
  /** Comma-separated, under a line of names. */
  CSV {
    @Override
    public String head(List<String> columns) {
      return FORMAT.format(columns.toArray()) + "\n";
    }

    @Override
    void read(Reader file, Consumer<Map<String, String>> row) throws IOException {
      CSVFormat format = FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
      try (CSVParser parser = format.parse(file)) {
        parser.forEach(record -> row.accept(record.toMap()));
      }
    }

    @Override
    public String line(List<String> columns, List<Object> cells) {
      return FORMAT.format(cells.stream().map(RowFormat::text).toArray()) + "\n";
    }
  },
  /** An object a line, without the entries that have no value. */
  JSON_LINES {
    @Override
    public String head(List<String> columns) {
      return "";
    }

    @Override
    void read(Reader file, Consumer<Map<String, String>> row) throws IOException {
      try (MappingIterator<Map<String, String>> rows =
          new JsonMapper().readerForMapOf(String.class).readValues(file)) {
        rows.forEachRemaining(row);
      }
    }

    @Override
    public String line(List<String> columns, List<Object> cells) {
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < columns.size(); i++) {
        put(row, columns.get(i), cells.get(i));
      }
      return row + "\n";
    }
  };

  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  /** JSON lines where the name says so, CSV otherwise. */
  public static RowFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? JSON_LINES : CSV;
  }

  /** What stands above the rows, with its line's end. */
  public abstract String head(List<String> columns);

  /** Hands out the rows of a file, as text by column. */
  public void read(Path file, Consumer<Map<String, String>> row) {
    try (Reader reader = Files.newBufferedReader(file)) {
      read(reader, row);
    } catch (IOException | UncheckedIOException e) {
      throw new DriftwoodException(file + ": can't be read: " + e.getMessage(), e);
    }
  }

  abstract void read(Reader file, Consumer<Map<String, String>> row) throws IOException;

  /**
   * One row, with its line's end.
   *
   * @param cells strings, whole numbers, doubles (NaN where there is none) and booleans
   */
  public abstract String line(List<String> columns, List<Object> cells);

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
