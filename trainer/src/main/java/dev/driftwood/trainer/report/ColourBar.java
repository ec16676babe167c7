package dev.driftwood.trainer.report;

import static dev.driftwood.trainer.report.Markup.coordinate;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The key to a scale: its colours with their numbers.
 *
 * @param name of the quantity, with its unit
 * @param scale the scale
 */
public record ColourBar(String name, ColourScale scale) implements Picture {
  private static final int WIDTH = 600;
  private static final int SHADES = 256;

  @Override
  public String svg() {
    String ticks =
        Ticks.of(scale.low(), scale.high(), 6).values().stream()
            .map(this::tick)
            .collect(Collectors.joining());
    return """
        <svg class="wide" viewBox="-14 -22 %1$d 58" role="img">
        <title>%2$s</title>
        <text class="name" x="0" y="-8">%2$s</text>
        <image width="%3$d" height="14" preserveAspectRatio="none" href="data:image/png;base64,%4$s"/>
        %5$s
        </svg>"""
        .formatted(
            WIDTH + 28,
            Markup.text(name),
            WIDTH,
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
    return ("<path class=\"tick\" d=\"M%1$s 14v4\"/>"
            + "<text class=\"tick\" text-anchor=\"middle\" x=\"%1$s\" y=\"31\">%2$s</text>")
        .formatted(coordinate(WIDTH * share), Ticks.label(value));
  }
}
