package dev.driftwood.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of results under the same columns, aligned, or as one line of JSON. Where lines would be too
 * long for a terminal, the last column goes on below itself.
 */
public final class Table {
  private static final int WIDTH = 120;
  private static final int LEAST_LAST = 30;

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
    rows.forEach(row -> print(console, cells(row), widths));
  }

  private static void print(Console console, List<String> cells, int[] widths) {
    int last = widths.length - 1;
    int before = IntStream.range(0, last).map(i -> widths[i] + 2).sum();
    List<String> parts = wrapped(cells.get(last), Math.max(LEAST_LAST, WIDTH - before));
    List<String> first = new ArrayList<>(cells.subList(0, last));
    first.add(parts.get(0));
    console.print(line(first, widths));
    for (String part : parts.subList(1, parts.size())) {
      console.print(" ".repeat(before) + part);
    }
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private List<String> cells(JsonNode row) {
    return columns.stream().map(column -> text(row.path(column))).toList();
  }

  private int width(String column) {
    int widest = 0;
    for (JsonNode row : rows) {
      widest = Math.max(widest, text(row.path(column)).length());
    }
    return Math.max(column.length(), widest);
  }

  /** As JSON has it, but whole numbers without a point. */
  private static String text(JsonNode value) {
    boolean whole = value.isDouble() && value.doubleValue() == value.longValue();
    return whole ? Long.toString(value.longValue()) : value.asText();
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> ("%-" + widths[i] + "s").formatted(cells.get(i)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
