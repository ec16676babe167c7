package dev.driftwood.bench.compare;

import dev.driftwood.runtime.file.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Errors against evaluations, one curve for each sampler, both on logarithmic axes, as a PNG.
 *
 * <p>Ours are thick and solid. Colour, dash and marker differ together, with 7, 4 and 6 of them, so
 * that 84 curves differ from each other and no two neighbours in the legend look alike in print
 * either.
 *
 * @param title above the chart
 * @param error name of the vertical axis, with its unit
 * @param curves at least 1, in the order of the legend
 */
public record ErrorChart(String title, String error, List<Curve> curves) {
  private static final int WIDTH = 1400;
  private static final int HEIGHT = 900;
  private static final double MARGIN = 1.5;
  private static final float THIN = 1.8f;
  private static final float THICK = 5f;

  /** The hues of Okabe and Ito, told apart by readers of every colour vision, and black. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0xE69F00),
          Color.BLACK);

  private static final List<float[]> DASHES =
      List.of(
          new float[] {1, 0}, new float[] {10, 5}, new float[] {2, 4}, new float[] {12, 4, 2, 4});

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS);

  /** Checks that there is something to draw. */
  public ErrorChart {
    curves = List.copyOf(curves);
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("curves: none (expected: at least 1)");
    }
  }

  /**
   * Writes a PNG.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException if it cannot be written there
   */
  public void write(Path target) {
    AtomicFile.write(target, png());
  }

  /** The PNG as bytes. */
  byte[] png() {
    try {
      return BitmapEncoder.getBitmapBytes(chart(), BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("network evaluations")
            .yAxisTitle(error)
            .theme(ChartTheme.Matlab)
            .build();
    style(chart.getStyler());
    for (int i = 0; i < curves.size(); i++) {
      add(chart, curves.get(i), i);
    }
    label(chart);
    return chart;
  }

  /**
   * Writes each number of evaluations above the lower edge; the axis itself names powers of ten.
   */
  private void label(XYChart chart) {
    OptionalDouble lowest = drawnErrors().min();
    if (lowest.isPresent()) {
      double bottom = lowest.getAsDouble() / MARGIN;
      chart.getStyler().setYAxisMin(bottom);
      curves.stream()
          .flatMap(curve -> curve.evaluations().stream())
          .distinct()
          .forEach(n -> chart.addAnnotation(new AnnotationText("" + n, n, bottom * 1.1, false)));
    }
  }

  private DoubleStream drawnErrors() {
    return curves.stream()
        .flatMap(curve -> curve.errors().stream())
        .mapToDouble(Double::doubleValue)
        .filter(ErrorChart::hasLogarithm);
  }

  private static boolean hasLogarithm(double error) {
    return Double.isFinite(error) && error > 0;
  }

  private static void style(XYStyler styler) {
    styler
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendSeriesLineLength(60)
        .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 20))
        .setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    styler.setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    styler
        .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17))
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
        .setMarkerSize(9);
  }

  private static void add(XYChart chart, Curve curve, int number) {
    int[] drawn =
        IntStream.range(0, curve.errors().size())
            .filter(i -> hasLogarithm(curve.errors().get(i)))
            .toArray();
    if (drawn.length > 0) {
      double[] across = IntStream.of(drawn).mapToDouble(curve.evaluations()::get).toArray();
      double[] up = IntStream.of(drawn).mapToDouble(curve.errors()::get).toArray();
      look(chart.addSeries(curve.name(), across, up), curve, number);
    }
  }

  private static void look(XYSeries series, Curve curve, int number) {
    Color colour = COLOURS.get(number % COLOURS.size());
    series.setMarker(MARKERS.get(number % MARKERS.size())).setMarkerColor(colour);
    series.setLineColor(colour).setLineStyle(stroke(curve, number));
  }

  private static BasicStroke stroke(Curve curve, int number) {
    return curve.ours()
        ? new BasicStroke(THICK)
        : new BasicStroke(
            THIN,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            DASHES.get(number / COLOURS.size() % DASHES.size()),
            0);
  }
}
