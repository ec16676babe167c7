package dev.driftwood.trainer.record;

import dev.driftwood.trainer.report.Block;
import dev.driftwood.trainer.report.Ink;
import dev.driftwood.trainer.report.LineChart;
import dev.driftwood.trainer.report.Page;
import dev.driftwood.trainer.report.Picture;
import dev.driftwood.trainer.report.Point;
import dev.driftwood.trainer.report.Trace;
import dev.driftwood.trainer.train.MetricsRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The figures of a run as charts over its iterations.
 *
 * @param rows of metrics.csv
 */
record Curves(List<MetricsRow> rows) {
  private static final String ACROSS = "iterations";
  private static final String BITS = "bits_per_dim";
  private static final String ERROR = "std_error_bpd";

  /** What has a place of its own on the page; all others are measures of samples. */
  private static final Set<String> PLACED =
      Set.of(
          "loss",
          "gradient_norm",
          "learning_rate",
          "images_per_second",
          "waiting_share",
          "resident_mb",
          "elapsed_s",
          BITS,
          ERROR);

  private static final Map<String, String> TITLES =
      Map.of(
          "frechet_distance", "Fréchet distance, less is better",
          "kernel_distance", "kernel distance, less is better",
          "precision", "precision: share of samples that look real",
          "recall", "recall: share of the data that is drawn",
          "class_score", "class score, up to the number of classes");

  /** The sections for which there are figures. */
  List<Page.Section> sections() {
    List<Page.Section> sections = new ArrayList<>();
    learning().ifPresent(sections::add);
    likelihood().ifPresent(sections::add);
    distances().ifPresent(sections::add);
    machine().ifPresent(sections::add);
    return sections;
  }

  private Optional<Page.Section> learning() {
    List<Picture> pictures = new ArrayList<>();
    smoothed("loss", "loss, mean over the steps since the row before", true)
        .ifPresent(pictures::add);
    smoothed("gradient_norm", "norm of the gradient, before clipping", false)
        .ifPresent(pictures::add);
    plain("learning_rate", "learning rate").ifPresent(pictures::add);
    return section(
        "Learning",
        pictures,
        "Faint: the rows of metrics.csv. Strong: their mean over a twentieth of the run around"
            + " each. Where all values are above 0 the scale is logarithmic.");
  }

  private Optional<Picture> smoothed(String column, String title, boolean wide) {
    List<Point> points = Curve.of(rows, column);
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LineChart(
                title,
                ACROSS,
                wide,
                true,
                List.of(
                    new Trace.Line(Curve.thinned(points), Ink.SKY, 0.45),
                    new Trace.Line(Curve.thinned(Curve.smoothed(points)), Ink.BLUE, 1))));
  }

  private Optional<Picture> plain(String column, String title) {
    List<Point> points = Curve.thinned(Curve.of(rows, column));
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LineChart(
                title, ACROSS, false, false, List.of(new Trace.Line(points, Ink.BLUE, 1))));
  }

  private Optional<Page.Section> likelihood() {
    List<MetricsRow> measured =
        rows.stream()
            .filter(row -> row.figure(BITS).isPresent() && Double.isFinite(row.figures().get(BITS)))
            .toList();
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    List<Double> errors =
        measured.stream().map(row -> row.figure(ERROR).orElse(Double.NaN)).toList();
    Trace trace = new Trace.Measured(Curve.of(measured, BITS), errors, Ink.VERMILION);
    return section(
        "Held-out likelihood",
        List.of(new LineChart("bits per dimension", ACROSS, true, false, List.of(trace))),
        "Bits per dimension of images that training never saw, by the averaged weights; less is"
            + " better. A bar is one standard error of the mean to either side: how much other"
            + " images would change it. From one evaluation to the next images and noise are the"
            + " same, so smaller changes than the bars tell too.");
  }

  private Optional<Page.Section> distances() {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.figures().keySet()));
    columns.removeAll(PLACED);
    List<Picture> pictures = new ArrayList<>();
    for (String column : columns) {
      List<Point> points = Curve.of(rows, column);
      if (!points.isEmpty()) {
        Trace trace = new Trace.Measured(points, List.of(), Ink.GREEN);
        pictures.add(
            new LineChart(
                TITLES.getOrDefault(column, column), ACROSS, false, false, List.of(trace)));
      }
    }
    return section(
        "Samples against the data",
        pictures,
        "Samples of the averaged weights against as many held-out images, by the features of a"
            + " network. The values depend on the number of samples and on that network: compare"
            + " only what was measured with the same.");
  }

  private Optional<Page.Section> machine() {
    List<Picture> pictures = new ArrayList<>();
    plain("images_per_second", "images a second").ifPresent(pictures::add);
    plain("waiting_share", "share of the time spent waiting for data").ifPresent(pictures::add);
    plain("resident_mb", "resident memory, MiB").ifPresent(pictures::add);
    return section(
        "The machine",
        pictures,
        "Evaluations and checkpoints are not counted in the speed. Memory should be flat, and the"
            + " waiting share near 0.");
  }

  private static Optional<Page.Section> section(
      String heading, List<Picture> pictures, String caption) {
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(new Page.Section(heading, List.of(new Block.Pictures(pictures, 2, caption))));
  }
}
