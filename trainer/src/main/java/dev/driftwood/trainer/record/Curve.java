package dev.driftwood.trainer.record;

import dev.driftwood.trainer.report.Point;
import dev.driftwood.trainer.train.MetricsRow;
import java.util.ArrayList;
import java.util.List;

/** A figure of a run over its iterations. */
final class Curve {
  /** More points than this no screen shows apart. */
  private static final int MOST = 800;

  /** A smoothed value is the mean over at most this share of the rows to either side. */
  private static final double REACH = 0.025;

  private Curve() {}

  /** The rows that have the figure. */
  static List<Point> of(List<MetricsRow> rows, String column) {
    List<Point> points = new ArrayList<>();
    for (MetricsRow row : rows) {
      row.figure(column)
          .ifPresent(
              value -> {
                if (Double.isFinite(value)) {
                  points.add(new Point(row.iteration(), value));
                }
              });
    }
    return points;
  }

  /**
   * The mean over as many rows before as after, fewer towards the ends: unlike a moving average of
   * the past it doesn't lag where the figure falls.
   */
  static List<Point> smoothed(List<Point> points) {
    int reach = (int) Math.ceil(REACH * points.size());
    List<Point> smooth = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int near = Math.min(reach, Math.min(i, points.size() - 1 - i));
      List<Point> some = points.subList(i - near, i + near + 1);
      double mean = some.stream().mapToDouble(Point::y).average().orElseThrow();
      smooth.add(new Point(points.get(i).x(), mean));
    }
    return smooth;
  }

  /** As many as are seen: means over runs of equally many. */
  static List<Point> thinned(List<Point> points) {
    int run = (points.size() + MOST - 1) / MOST;
    if (run <= 1) {
      return points;
    }
    List<Point> thin = new ArrayList<>();
    for (int start = 0; start < points.size(); start += run) {
      List<Point> some = points.subList(start, Math.min(start + run, points.size()));
      double mean = some.stream().mapToDouble(Point::y).average().orElseThrow();
      thin.add(new Point(some.get(some.size() - 1).x(), mean));
    }
    return thin;
  }
}
