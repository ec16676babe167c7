package dev.driftwood.trainer.report;

import static dev.driftwood.trainer.report.Markup.coordinate;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A quantity over another, as a line with axes.
 *
 * @param title above the picture: the quantity, with its unit
 * @param across name of the horizontal axis, with its unit
 * @param points at least 1, by increasing x
 */
public record LineChart(String title, String across, List<Point> points) implements Picture {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 180;

  public LineChart {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("points: none (expected: at least 1)");
    }
  }

  @Override
  public boolean wide() {
    return true;
  }

  @Override
  public String svg() {
    Window window = window();
    String line =
        points.stream()
            .map(p -> coordinate(x(window, p.x())) + " " + coordinate(y(window, p.y())))
            .collect(Collectors.joining("L"));
    return """
        <svg viewBox="-40 -8 %1$d %2$d" role="img">
        <title>%3$s</title>
        %4$s
        <path class="line ink-blue" d="M%5$s"/>
        <text class="tick" text-anchor="end" x="%6$d" y="%7$d">%8$s</text>
        </svg>"""
        .formatted(
            WIDTH + 56,
            HEIGHT + 46,
            Markup.text(title),
            axes(window),
            line,
            WIDTH,
            HEIGHT + 34,
            Markup.text(across));
  }

  /** From 0 on, horizontally; vertically a twentieth more than the points need. */
  private Window window() {
    double low = points.stream().mapToDouble(Point::y).min().orElseThrow();
    double high = points.stream().mapToDouble(Point::y).max().orElseThrow();
    double margin = high > low ? 0.05 * (high - low) : 0.5;
    double right = points.stream().mapToDouble(Point::x).max().orElseThrow();
    return new Window(0, Math.max(right, 1), low - margin, high + margin);
  }

  private static String axes(Window window) {
    String across =
        Ticks.of(window.left(), window.right(), 6).values().stream()
            .map(tick -> vertical(window, tick))
            .collect(Collectors.joining());
    String down =
        Ticks.of(window.bottom(), window.top(), 5).values().stream()
            .map(tick -> horizontal(window, tick))
            .collect(Collectors.joining());
    return across + down + "<path class=\"tick\" d=\"M0 " + HEIGHT + "h" + WIDTH + "\"/>";
  }

  private static String vertical(Window window, BigDecimal tick) {
    return ("<path class=\"tick\" d=\"M%1$s %2$dv4\"/>"
            + "<text class=\"tick\" text-anchor=\"middle\" x=\"%1$s\" y=\"%3$d\">%4$s</text>")
        .formatted(
            coordinate(x(window, tick.doubleValue())), HEIGHT, HEIGHT + 17, Ticks.label(tick));
  }

  private static String horizontal(Window window, BigDecimal tick) {
    double y = y(window, tick.doubleValue());
    return ("<path class=\"rule\" d=\"M0 %sh%d\"/>"
            + "<text class=\"tick\" text-anchor=\"end\" x=\"-7\" y=\"%s\">%s</text>")
        .formatted(coordinate(y), WIDTH, coordinate(y + 4), Ticks.label(tick));
  }

  private static double x(Window window, double x) {
    return WIDTH * window.across(x);
  }

  private static double y(Window window, double y) {
    return HEIGHT * window.down(y);
  }
}
