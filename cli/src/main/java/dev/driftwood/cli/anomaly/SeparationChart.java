package dev.driftwood.cli.anomaly;

import dev.driftwood.cli.output.Chart;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Separation;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** ROC and precision-recall curves, one for each score. */
final class SeparationChart {
  /** Pixels between ticks. */
  private static final int TICKS = 70;

  private static final double BESIDE = 1e-9;
  private static final float BOLD = 4;
  private static final float FINE = 2;

  private SeparationChart() {}

  static Chart roc(Map<AnomalyScore, Separation> separations) {
    XYChart chart = chart("ROC", "false-positive rate", "true-positive rate");
    separations.forEach(
        (kind, separation) ->
            add(
                chart,
                kind,
                with(0, separation, Separation.Point::falsePositiveRate),
                with(0, separation, Separation.Point::recall)));
    return new Chart(chart);
  }

  static Chart precisionRecall(Map<AnomalyScore, Separation> separations) {
    XYChart chart = chart("Precision and recall", "recall", "precision");
    separations.forEach(
        (kind, separation) ->
            add(
                chart,
                kind,
                with(0, separation, Separation.Point::recall),
                with(1, separation, Separation.Point::precision)));
    return new Chart(chart);
  }

  /**
   * A coordinate of all points, and before them where the curve begins, and right beside that: of
   * points at equal distances the chart would make its ticks.
   */
  private static double[] with(
      double start, Separation separation, ToDoubleFunction<Separation.Point> coordinate) {
    List<Separation.Point> points = separation.points();
    return DoubleStream.concat(
            DoubleStream.of(start, Math.abs(start - BESIDE)),
            points.stream().mapToDouble(coordinate))
        .toArray();
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(Chart.WIDTH)
            .height(Chart.HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisTickMarkSpacingHint(TICKS).setYAxisTickMarkSpacingHint(TICKS);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
    return chart;
  }

  private static void add(XYChart chart, AnomalyScore kind, double[] x, double[] y) {
    float width = kind == AnomalyScore.COMBINED ? BOLD : FINE;
    chart.addSeries(kind.label(), x, y).setMarker(SeriesMarkers.NONE).setLineWidth(width);
  }
}
