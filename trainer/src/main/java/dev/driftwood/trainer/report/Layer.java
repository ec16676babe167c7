package dev.driftwood.trainer.report;

import static dev.driftwood.trainer.report.Markup.coordinate;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** What is drawn into a {@link Panel}, one layer over the other. */
public sealed interface Layer {
  /** SVG elements in a square of {@link Panel#SIDE}. */
  String svg(Window window);

  /**
   * Points as dots.
   *
   * @param points those outside the window are left out
   * @param diameter in 300ths of the picture's width
   * @param ink their colour
   */
  record Dots(List<Point> points, double diameter, Ink ink) implements Layer {
    public Dots {
      points = List.copyOf(points);
    }

    @Override
    public String svg(Window window) {
      // A stroke of no length with round ends is a dot, in a tenth of a circle element's bytes.
      String strokes =
          points.stream()
              .filter(window::contains)
              .map(point -> "M" + place(window, point) + "h0")
              .collect(Collectors.joining());
      return "<path class=\"dots %s\" stroke-width=\"%s\" d=\"%s\"/>"
          .formatted(ink.styleClass(), coordinate(diameter), strokes);
    }
  }

  /**
   * A line through points.
   *
   * @param points in their order
   * @param ink its colour
   * @param opacity 0 for none, 1 for full
   */
  record Path(List<Point> points, Ink ink, double opacity) implements Layer {
    public Path {
      points = List.copyOf(points);
    }

    @Override
    public String svg(Window window) {
      String line =
          points.stream().map(point -> place(window, point)).collect(Collectors.joining("L"));
      return "<path class=\"line %s\" opacity=\"%s\" d=\"M%s\"/>"
          .formatted(ink.styleClass(), opacity, line);
    }
  }

  /**
   * A map of numbers over the whole window.
   *
   * @param map the numbers
   * @param scale their colours
   */
  record Heat(HeatMap map, ColourScale scale) implements Layer {
    @Override
    public String svg(Window window) {
      String data = Base64.getEncoder().encodeToString(map.png(scale));
      return ("<image class=\"map\" width=\"%1$d\" height=\"%1$d\" preserveAspectRatio=\"none\""
              + " href=\"data:image/png;base64,%2$s\"/>")
          .formatted(Panel.SIDE, data);
    }
  }

  private static String place(Window window, Point point) {
    return coordinate(Panel.SIDE * window.across(point.x()))
        + " "
        + coordinate(Panel.SIDE * window.down(point.y()));
  }
}
