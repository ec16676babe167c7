package dev.driftwood.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of results under the same columns, aligned, or as one line of JSON. */
public final class Table {
  private final List<String> columns;
  private final ArrayNode rows = JsonNodeFactory.instance.arrayNode();

  /** An empty table. */
  public Table(String... columns) {
    this.columns = List.of(columns);
  }

  /** A further row, to be filled in. */
  public ObjectNode add() {
    return rows.addObject();
  }

  /** Prints the rows, with their columns' names above. */
  public void print(Console console, boolean json) {
    if (json) {
      console.print(rows.toString());
      return;
    }
    int[] widths = columns.stream().mapToInt(this::width).toArray();
    console.print(line(columns, widths));
    rows.forEach(row -> console.print(line(cells((ObjectNode) row), widths)));
  }

  private List<String> cells(ObjectNode row) {
    return columns.stream().map(column -> row.path(column).asText()).toList();
  }

  private int width(String column) {
    int widest = 0;
    for (var row : rows) {
      widest = Math.max(widest, row.path(column).asText().length());
    }
    return Math.max(column.length(), widest);
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> ("%-" + widths[i] + "s").formatted(cells.get(i)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
