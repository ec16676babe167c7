package dev.driftwood.bench.exact;

import java.util.function.ToDoubleFunction;

/**
 * A bright spot of a square image, exp(−((c − column)² + (r − row)²)/(2 width²)), and how it
 * changes where it moves or grows: smooth images too.
 *
 * @param column of its centre, in pixels
 * @param row of its centre, in pixels
 * @param width its deviation, in pixels
 */
record Blob(double column, double row, double width) {
  /** Pixels on a side of the image. */
  static final int SIDE = 28;

  /** A pixel's place against the centre, in widths. */
  private record Place(double across, double down) {
    double height() {
      return StrictMath.exp(-0.5 * (across * across + down * down));
    }
  }

  /** The spot, row by row. */
  double[] image() {
    return pixels(Place::height);
  }

  /** Its change where it moves to the right by its width. */
  double[] acrossward() {
    return pixels(place -> place.across() * place.height());
  }

  /** Its change where it moves down by its width. */
  double[] downward() {
    return pixels(place -> place.down() * place.height());
  }

  private double[] pixels(ToDoubleFunction<Place> value) {
    double[] pixels = new double[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      Place place = new Place((i % SIDE - column) / width, (i / SIDE - row) / width);
      pixels[i] = value.applyAsDouble(place);
    }
    return pixels;
  }
}
