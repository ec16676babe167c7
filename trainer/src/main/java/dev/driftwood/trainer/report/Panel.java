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

  public Panel {
    layers = List.copyOf(layers);
  }

  @Override
  public String svg() {
    String drawn =
        layers.stream().map(layer -> layer.svg(window)).collect(Collectors.joining("\n"));
    return """
        <svg class="panel" viewBox="0 0 %1$d %1$d" role="img">
        <title>%2$s</title>
        %3$s
        <rect class="frame" x="0.5" y="0.5" width="%4$d" height="%4$d"/>
        </svg>"""
        .formatted(SIDE, Markup.text(title), drawn, SIDE - 1);
  }
}
