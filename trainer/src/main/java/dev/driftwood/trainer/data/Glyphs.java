package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.Arrays;

/**
 * Digits drawn by a pen, 28 × 28 grey, each in a random hand: height, width, slant, turn, wobble,
 * stroke width and position. A pure function of the seed and the row key; the digit is the row key
 * modulo 10.
 */
final class Glyphs {
  static final int CLASSES = 10;
  static final ItemShape SHAPE = ItemShape.image(1, 28, 28);

  private final NoiseStream noise;

  /** Glyphs whose hands come from {@code seed}. */
  Glyphs(long seed) {
    noise = new NoiseStream(seed);
  }

  /** The digit of a row key. */
  static int label(long rowKey) {
    return (int) Math.floorMod(rowKey, (long) CLASSES);
  }

  /** The image of a row key. */
  Image draw(String id, long rowKey) {
    double[] u = new double[Hand.NUMBERS];
    noise.uniforms(rowKey, Purpose.DATA_SYNTHESIS, 0, 0, 0, u);
    Hand hand = Hand.of(u);
    Pen pen = new Pen(SHAPE.width(), hand.stroke());
    for (double[][] stroke : GlyphStrokes.of(label(rowKey))) {
      pen.draw(Arrays.stream(stroke).map(hand::place).toArray(double[][]::new));
    }
    return Image.of(id, SHAPE, ElementType.U8, pen.pixels());
  }

  /**
   * One way of writing; lengths in pixels.
   *
   * @param shear how far the top leans to the right, a unit of height
   * @param turn in radians
   * @param wobble amplitude of a wave along the height, in widths
   * @param phase of that wave, in radians
   */
  private record Hand(
      double height,
      double width,
      double shear,
      double turn,
      double wobble,
      double phase,
      double stroke,
      double shiftX,
      double shiftY) {
    static final int NUMBERS = 9;

    static Hand of(double[] u) {
      double height = between(16.5, 21, u[0]);
      return new Hand(
          height,
          height * between(0.62, 0.92, u[1]),
          between(-0.12, 0.42, u[2]),
          between(-0.14, 0.14, u[3]),
          between(0, 0.06, u[4]),
          between(0, 2 * Math.PI, u[5]),
          between(1.7, 3.7, u[6]),
          between(-1.5, 1.5, u[7]),
          between(-1.5, 1.5, u[8]));
    }

    /** From the unit box of the strokes to the canvas. */
    double[] place(double[] point) {
      double wave = wobble * StrictMath.sin(2 * Math.PI * point[1] + phase);
      double y = (point[1] - 0.5) * height;
      double x = (point[0] - 0.5 + wave) * width - shear * y;
      double cos = StrictMath.cos(turn);
      double sin = StrictMath.sin(turn);
      return new double[] {
        SHAPE.width() / 2.0 + shiftX + cos * x - sin * y,
        SHAPE.height() / 2.0 + shiftY + sin * x + cos * y
      };
    }

    private static double between(double low, double high, double u) {
      return low + (high - low) * u;
    }
  }
}
