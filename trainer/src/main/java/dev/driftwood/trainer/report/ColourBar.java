package dev.driftwood.trainer.report;

import static dev.driftwood.trainer.report.Markup.coordinate;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The key to a scale: its colours with their numbers.
 *
 * @param title of the quantity, with its unit
 * @param scale the scale
 */
public record ColourBar(String title, ColourScale scale) implements Picture {
  private static final int WIDTH = 600;

  /** Nearer than this to the border the number under a tick would be cut. */
  private static final int MARGIN = 8;

  private static final int SHADES = 256;

  @Override
  public boolean wide() {
    return true;
  }

  @Override
  public String svg() {
    String ticks =
        Ticks.of(scale.low(), scale.high(), 6).values().stream()
            .map(this::tick)
            .collect(Collectors.joining());
    return """
        <svg viewBox="0 0 %1$d 32" role="img">
        <title>%2$s</title>
        <image width="%1$d" height="14" preserveAspectRatio="none" href="data:image/png;base64,%3$s"/>
        %4$s
        </svg>"""
        .formatted(
            WIDTH,
            Markup.text(title),
            Base64.getEncoder().encodeToString(shades().png(scale)),
            ticks);
  }

  private HeatMap shades() {
    double step = (scale.high() - scale.low()) / (SHADES - 1);
    return new HeatMap(
        SHADES, 1, IntStream.range(0, SHADES).mapToDouble(i -> scale.low() + i * step).toArray());
  }

  private String tick(BigDecimal value) {
    double share = (value.doubleValue() - scale.low()) / (scale.high() - scale.low());
    double x = WIDTH * share;
    if (x < MARGIN || x > WIDTH - MARGIN) {
      return "";
    }
    return ("<path class=\"tick\" d=\"M%1$s 14v4\"/>"
            + "<text class=\"tick\" text-anchor=\"middle\" x=\"%1$s\" y=\"29\">%2$s</text>")
        .formatted(coordinate(x), Ticks.label(value));
  }
}
