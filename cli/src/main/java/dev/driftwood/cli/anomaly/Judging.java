package dev.driftwood.cli.anomaly;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.option.Truth;
import dev.driftwood.cli.output.InOrder;
import dev.driftwood.cli.output.Look;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** Judges images and writes what was found: a table, and pictures where they are asked for. */
public final class Judging implements AutoCloseable {
  private final Judge judge;
  private final Console console;
  private final JudgingPlan plan;
  private final AnomalyRows rows;
  private final AnomalySummary summary;
  private final Optional<MapFolder> maps;
  private final Optional<MostAnomalous> most;
  private final StopSignal stop = new StopSignal();

  /** Begins. */
  public Judging(Judge judge, Console console, JudgingPlan plan) {
    this.judge = judge;
    this.console = console;
    this.plan = plan;
    this.summary = new AnomalySummary(judge.calibration(), plan);
    this.maps = plan.maps().map(folder -> MapFolder.create(folder, look("map")));
    this.most = plan.contactSheet().map(file -> new MostAnomalous(look("contact-sheet")));
    this.rows = AnomalyRows.beside(plan.out());
  }

  private Look look(String option) {
    ItemShape shape = judge.description().shape();
    if (!shape.isImage()) {
      throw new IllegalArgumentException(
          option + ": given (expected: none, as points are no pictures)");
    }
    return Look.of(shape, judge.description().data());
  }

  /**
   * Judges some images.
   *
   * @param count how many there are; −1 where that is not known
   * @param truth what is known of them beforehand
   */
  public void judge(Iterator<ImageItem> images, long count, Truth truth) {
    SeenImages seen = new SeenImages(images);
    InOrder<Anomaly> order = new InOrder<>(0, anomaly -> take(anomaly, truth, seen.take()));
    try (ProgressLine progress = new ProgressLine(console, "judging", count, "images")) {
      judge.judge(
          seen,
          new RunListener<>() {
            @Override
            public void finished(Anomaly anomaly) {
              order.add(anomaly.index(), anomaly);
              progress.to(anomaly.index() + 1);
            }

            @Override
            public boolean cancelled() {
              return stop.raised();
            }
          });
      stop.requireQuiet();
      order.requireComplete();
    }
  }

  private void take(Anomaly anomaly, Truth truth, ImageItem item) {
    String label = truth.of(anomaly.id());
    rows.add(anomaly, label);
    long row = summary.add(anomaly, label);
    if (anomaly.ok()) {
      maps.ifPresent(folder -> folder.add(anomaly, label, (Image) item));
      most.ifPresent(sheet -> sheet.add(anomaly, row, (Image) item));
    }
  }

  /**
   * Writes all that was found and reports it.
   *
   * @return the exit code
   */
  public int finish(boolean json) {
    try (AnomalyTable table = AnomalyTable.create(plan.out())) {
      rows.forEach((anomaly, label) -> table.add(anomaly, label, summary));
      table.commit();
    }
    most.filter(sheet -> summary.judged() > 0)
        .ifPresent(sheet -> sheet.write(plan.contactSheet().orElseThrow()));
    Optional<Path> report = plan.report().filter(folder -> !summary.separations().isEmpty());
    report.ifPresent(folder -> MixReport.write(summary.separations(), folder));
    summary.report().print(console, json, plan.out());
    return summary.exitCode(console) == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  @Override
  public void close() {
    rows.close();
    stop.close();
  }
}
