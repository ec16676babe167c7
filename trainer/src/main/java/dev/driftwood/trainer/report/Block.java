package dev.driftwood.trainer.report;

import java.util.List;
import java.util.stream.Collectors;

/** What a section consists of. */
public sealed interface Block {
  /** The element as HTML. */
  String html();

  /**
   * A paragraph.
   *
   * @param text plain text
   */
  record Paragraph(String text) implements Block {
    @Override
    public String html() {
      return "<p>" + Markup.text(text) + "</p>";
    }
  }

  /**
   * Pictures side by side, and below them what one should see.
   *
   * @param pictures from left to right, row by row
   * @param columns pictures in a row, where the window is wide enough
   * @param caption plain text
   */
  record Pictures(List<Picture> pictures, int columns, String caption) implements Block {
    public Pictures {
      pictures = List.copyOf(pictures);
      if (!(columns >= 1)) {
        throw new IllegalArgumentException("columns: " + columns + " (expected: >= 1)");
      }
    }

    @Override
    public String html() {
      return pictures.stream()
          .map(Pictures::html)
          .collect(
              Collectors.joining(
                  "\n",
                  "<figure>\n<div class=\"pictures\" style=\"--columns: " + columns + "\">\n",
                  "\n</div>\n<figcaption>" + Markup.text(caption) + "</figcaption>\n</figure>"));
    }

    private static String html(Picture picture) {
      return "<div%s><p class=\"name\">%s</p>\n%s</div>"
          .formatted(
              picture.wide() ? " class=\"wide\"" : "", Markup.text(picture.title()), picture.svg());
    }
  }

  /**
   * A table whose first column names the rows.
   *
   * @param caption what the table shows
   * @param header names of the columns
   * @param rows the cells, as many in each as in the header
   */
  record Table(String caption, List<String> header, List<List<String>> rows) implements Block {
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              "row: " + row + " (expected: " + header.size() + " cells)");
        }
      }
    }

    @Override
    public String html() {
      String head =
          header.stream()
              .map(cell -> "<th scope=\"col\">" + Markup.text(cell) + "</th>")
              .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>\n"));
      String body =
          rows.stream().map(Table::html).collect(Collectors.joining("", "<tbody>\n", "</tbody>\n"));
      return "<div class=\"table\"><table>\n<caption>"
          + Markup.text(caption)
          + "</caption>\n"
          + head
          + body
          + "</table></div>";
    }

    private static String html(List<String> row) {
      return row.stream()
          .skip(1)
          .map(cell -> "<td>" + Markup.text(cell) + "</td>")
          .collect(
              Collectors.joining(
                  "", "<tr><th scope=\"row\">" + Markup.text(row.get(0)) + "</th>", "</tr>\n"));
    }
  }
}
