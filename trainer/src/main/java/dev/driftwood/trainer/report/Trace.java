package dev.driftwood.trainer.report;

import java.util.List;

/** What is drawn into a {@link LineChart}. */
public sealed interface Trace {
  /** Where it goes, by increasing x; at least one. */
  List<Point> points();

  /** Its colour. */
  Ink ink();

  /**
   * A line.
   *
   * @param points where it goes
   * @param ink its colour
   * @param opacity 0 for none, 1 for full
   */
  record Line(List<Point> points, Ink ink, double opacity) implements Trace {
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * Values that were measured, as dots on a thin line.
   *
   * @param points the values
   * @param errors half the length of each one's error bar; none at all for no bars
   * @param ink its colour
   */
  record Measured(List<Point> points, List<Double> errors, Ink ink) implements Trace {
    public Measured {
      points = List.copyOf(points);
      errors = List.copyOf(errors);
      if (!errors.isEmpty() && errors.size() != points.size()) {
        throw new IllegalArgumentException(
            "errors: " + errors.size() + " (expected: none or " + points.size() + ")");
      }
    }

    /** Half the length of the error bar at a place; 0 for no bar. */
    double error(int index) {
      return errors.isEmpty() || errors.get(index).isNaN() ? 0 : errors.get(index);
    }
  }
}
