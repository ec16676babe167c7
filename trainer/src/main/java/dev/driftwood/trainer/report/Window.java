package dev.driftwood.trainer.report;

/**
 * The part of the plane that a picture shows.
 *
 * @param left smallest x
 * @param right largest x, above left
 * @param bottom smallest y
 * @param top largest y, above bottom
 */
public record Window(double left, double right, double bottom, double top) {
  public Window {
    if (!(right > left && top > bottom)) {
      throw new IllegalArgumentException(
          "window: [%s, %s] x [%s, %s] (expected: increasing bounds)"
              .formatted(left, right, bottom, top));
    }
  }

  /** The square around the origin with sides of {@code 2 half}. */
  public static Window square(double half) {
    return new Window(-half, half, -half, half);
  }

  boolean contains(Point point) {
    return point.x() >= left && point.x() <= right && point.y() >= bottom && point.y() <= top;
  }

  double across(double x) {
    return (x - left) / (right - left);
  }

  double down(double y) {
    return (top - y) / (top - bottom);
  }
}
