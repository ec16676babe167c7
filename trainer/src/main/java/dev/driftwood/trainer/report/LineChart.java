package dev.driftwood.trainer.report;

import static dev.driftwood.trainer.report.Markup.coordinate;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Quantities over another, with axes.
 *
 * @param title above the picture: the quantity, with its unit
 * @param across name of the horizontal axis, with its unit
 * @param wide whether it takes a whole row
 * @param logarithmic whether equal heights are equal factors, where all is above 0
 * @param traces from the lowest to the topmost, at least 1
 */
public record LineChart(
    String title, String across, boolean wide, boolean logarithmic, List<Trace> traces)
    implements Picture {
  private static final int WIDE = 600;
  private static final int NARROW = 380;
  private static final int HEIGHT = 180;

  public LineChart {
    traces = List.copyOf(traces);
    if (traces.isEmpty() || traces.stream().anyMatch(trace -> trace.points().isEmpty())) {
      throw new IllegalArgumentException("points: none (expected: at least 1)");
    }
  }

  /** One line over a whole row. */
  public static LineChart of(String title, String across, List<Point> points) {
    return new LineChart(title, across, true, false, List.of(new Trace.Line(points, Ink.BLUE, 1)));
  }

  @Override
  public String svg() {
    Frame frame = new Frame(wide ? WIDE : NARROW, horizontal(), vertical());
    return """
        <svg viewBox="-44 -8 %1$d %2$d" role="img">
        <title>%3$s</title>
        %4$s
        %5$s
        <text class="tick" text-anchor="end" x="%6$d" y="%7$d">%8$s</text>
        </svg>"""
        .formatted(
            frame.width() + 60,
            HEIGHT + 46,
            Markup.text(title),
            frame.axes(),
            traces.stream().map(frame::drawn).collect(Collectors.joining("\n")),
            frame.width(),
            HEIGHT + 34,
            Markup.text(across));
  }

  /** From 0 on. */
  private Axis horizontal() {
    double right =
        traces.stream()
            .mapToDouble(trace -> trace.points().get(trace.points().size() - 1).x())
            .max()
            .orElseThrow();
    return new Axis(0, Math.max(right, 1), false);
  }

  private Axis vertical() {
    double low = traces.stream().mapToDouble(trace -> end(trace, -1)).min().orElseThrow();
    double high = traces.stream().mapToDouble(trace -> end(trace, 1)).max().orElseThrow();
    return Axis.around(low, high, logarithmic);
  }

  /** The lowest or the highest place of a trace and its error bars. */
  private static double end(Trace trace, int sign) {
    ToDoubleFunction<Integer> place =
        i -> {
          double error = trace instanceof Trace.Measured measured ? measured.error(i) : 0;
          return sign * trace.points().get(i).y() + error;
        };
    return sign
        * IntStream.range(0, trace.points().size())
            .mapToDouble(place::applyAsDouble)
            .max()
            .orElseThrow();
  }

  /** Places within the axes. */
  private record Frame(int width, Axis across, Axis up) {
    String axes() {
      String vertical =
          across.ticks(width / 90).stream().map(this::below).collect(Collectors.joining());
      String horizontal = up.ticks(5).stream().map(this::beside).collect(Collectors.joining());
      return vertical + horizontal + "<path class=\"tick\" d=\"M0 " + HEIGHT + "h" + width + "\"/>";
    }

    private String below(BigDecimal tick) {
      return ("<path class=\"tick\" d=\"M%1$s %2$dv4\"/>"
              + "<text class=\"tick\" text-anchor=\"middle\" x=\"%1$s\" y=\"%3$d\">%4$s</text>")
          .formatted(coordinate(x(tick.doubleValue())), HEIGHT, HEIGHT + 17, Ticks.label(tick));
    }

    private String beside(BigDecimal tick) {
      double y = y(tick.doubleValue());
      return ("<path class=\"rule\" d=\"M0 %sh%d\"/>"
              + "<text class=\"tick\" text-anchor=\"end\" x=\"-7\" y=\"%s\">%s</text>")
          .formatted(coordinate(y), width, coordinate(y + 4), Ticks.label(tick));
    }

    String drawn(Trace trace) {
      if (trace instanceof Trace.Line line) {
        return line(trace, line.opacity());
      }
      Trace.Measured measured = (Trace.Measured) trace;
      return line(trace, 0.45) + bars(measured) + dots(trace);
    }

    private String line(Trace trace, double opacity) {
      return "<path class=\"line %s\" opacity=\"%s\" d=\"M%s\"/>"
          .formatted(
              trace.ink().styleClass(),
              opacity,
              trace.points().stream().map(this::place).collect(Collectors.joining("L")));
    }

    private String dots(Trace trace) {
      return "<path class=\"dots %s\" stroke-width=\"5\" d=\"%s\"/>"
          .formatted(
              trace.ink().styleClass(),
              trace.points().stream()
                  .map(point -> "M" + place(point) + "h0")
                  .collect(Collectors.joining()));
    }

    private String bars(Trace.Measured trace) {
      String bars =
          IntStream.range(0, trace.points().size())
              .filter(i -> trace.error(i) > 0)
              .mapToObj(i -> bar(trace.points().get(i), trace.error(i)))
              .collect(Collectors.joining());
      return bars.isEmpty()
          ? ""
          : "<path class=\"line %s\" d=\"%s\"/>".formatted(trace.ink().styleClass(), bars);
    }

    /** From one end to the other, with a foot at each. */
    private String bar(Point point, double error) {
      String x = coordinate(x(point.x()));
      String left = coordinate(x(point.x()) - 3);
      // Below 0 a logarithmic axis has no place.
      double low = up.logarithmic() ? Math.max(point.y() - error, up.low()) : point.y() - error;
      String bottom = coordinate(y(low));
      String top = coordinate(y(point.y() + error));
      return "M%1$s %3$sV%4$sM%2$s %3$sh6M%2$s %4$sh6".formatted(x, left, bottom, top);
    }

    private String place(Point point) {
      return coordinate(x(point.x())) + " " + coordinate(y(point.y()));
    }

    private double x(double value) {
      return width * across.share(value);
    }

    private double y(double value) {
      return HEIGHT * (1 - up.share(value));
    }
  }
}
