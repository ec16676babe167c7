package dev.driftwood.cli.scoring;

import dev.driftwood.cli.output.Chart;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How bits per dimension are spread over images, in bins of one width. */
final class ScoreHistogram {
  private static final int BINS = 50;

  private final double least;
  private final double width;
  private final int[] counts = new int[BINS];

  /** An empty one over a range. */
  ScoreHistogram(double least, double most) {
    this.least = least;
    this.width = most > least ? (most - least) / BINS : 1;
  }

  void add(ScoreRow score) {
    if (score.ok()) {
      counts[(int) Math.min(BINS - 1.0, (score.bitsPerDim() - least) / width)]++;
    }
  }

  Chart chart() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Chart.WIDTH)
            .height(Chart.HEIGHT)
            .title("Scores")
            .xAxisTitle("bits per dimension")
            .yAxisTitle("images")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE).setLegendVisible(false);
    chart.getStyler().setXAxisDecimalPattern("0.00").setXAxisLabelRotation(90);
    chart.getStyler().setAvailableSpaceFill(1);
    List<Double> middles =
        IntStream.range(0, BINS).mapToObj(bin -> least + (bin + 0.5) * width).toList();
    chart.addSeries("images", middles, IntStream.of(counts).boxed().toList());
    return new Chart(chart);
  }
}
