package dev.driftwood.trainer.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A square picture of a part of the plane.
 *
 * @param title above the picture
 * @param window the part
 * @param layers from the lowest to the topmost
 */
public record Panel(String title, Window window, List<Layer> layers) implements Picture {
  /** Width and height of the square, in the picture's own units. */
  static final int SIDE = 300;

  private static final int TITLE = 22;

  public Panel {
    layers = List.copyOf(layers);
  }

  @Override
  public String svg() {
    String drawn =
        layers.stream().map(layer -> layer.svg(window)).collect(Collectors.joining("\n"));
    return """
        <svg viewBox="0 %1$d %2$d %3$d" role="img">
        <title>%4$s</title>
        <text class="name" x="0" y="-8">%4$s</text>
        <svg width="%2$d" height="%2$d" viewBox="0 0 %2$d %2$d">
        %5$s
        </svg>
        <rect class="frame" x="0.5" y="0.5" width="%6$d" height="%6$d"/>
        </svg>"""
        .formatted(-TITLE, SIDE, SIDE + TITLE, Markup.text(title), drawn, SIDE - 1);
  }
}
