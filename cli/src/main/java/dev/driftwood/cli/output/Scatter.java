package dev.driftwood.cli.output;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Points in a fixed square of the plane, with the lines of zero; points outside are not seen.
 *
 * @param left the least x
 * @param bottom the least y
 * @param side of the square
 */
record Scatter(double left, double bottom, double side) implements Frames {
  private static final int PIXELS = 480;
  private static final double DOT = 5.0;
  private static final Color BACKGROUND = Color.WHITE;
  private static final Color AXIS = new Color(210, 210, 210);
  private static final Color POINT = new Color(31, 91, 145);

  /** A square with the points in its middle half, so that most of the noise is seen, too. */
  static Scatter around(List<float[]> points) {
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (float[] point : points) {
      for (int d = 0; d < 2; d++) {
        if (Float.isFinite(point[d])) {
          least[d] = Math.min(least[d], point[d]);
          most[d] = Math.max(most[d], point[d]);
        }
      }
    }
    double extent = Math.max(most[0] - least[0], most[1] - least[1]);
    double side = extent > 0.0 && extent < Double.POSITIVE_INFINITY ? 2.0 * extent : 2.0;
    return new Scatter(
        middle(least[0], most[0]) - side / 2, middle(least[1], most[1]) - side / 2, side);
  }

  private static double middle(double least, double most) {
    return least <= most ? 0.5 * (least + most) : 0.0;
  }

  @Override
  public BufferedImage paint(List<float[]> rows) {
    BufferedImage picture = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, PIXELS, PIXELS);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(AXIS);
    graphics.drawLine((int) across(0), 0, (int) across(0), PIXELS);
    graphics.drawLine(0, (int) down(0), PIXELS, (int) down(0));
    graphics.setColor(POINT);
    for (float[] point : rows) {
      graphics.fill(
          new Ellipse2D.Double(across(point[0]) - DOT / 2, down(point[1]) - DOT / 2, DOT, DOT));
    }
    graphics.dispose();
    return picture;
  }

  private double across(double x) {
    return (x - left) / side * PIXELS;
  }

  private double down(double y) {
    return PIXELS - (y - bottom) / side * PIXELS;
  }
}
