package dev.driftwood.cli.anomaly;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.output.Report;
import dev.driftwood.cli.scoring.ScoreRow;
import dev.driftwood.cli.scoring.ScoreSummary;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Calibration;

/** Hears how a reference set is scored. */
public final class Calibrating implements RunListener<Likelihood> {
  private final StopSignal stop;
  private final ProgressLine progress;
  private final ScoreSummary summary = new ScoreSummary();

  /** A listener that stops at a signal and moves a bar. */
  public Calibrating(StopSignal stop, ProgressLine progress) {
    this.stop = stop;
    this.progress = progress;
  }

  @Override
  public void finished(Likelihood score) {
    stop.requireQuiet();
    summary.add(ScoreRow.of(score));
    progress.to(summary.rows());
  }

  @Override
  public boolean cancelled() {
    stop.requireQuiet();
    return false;
  }

  /** What became of it. */
  public Report report(Calibration calibration) {
    Report report = new Report();
    summary.describe(report.entries());
    // The summary knows of the likelihood alone.
    long profiles = summary.scored() * calibration.plan().levels();
    report
        .entries()
        .put("nfe", report.entries().get("nfe").longValue() + profiles)
        .put("fitted", calibration.fitted())
        .put("references", calibration.references(AnomalyScore.COMBINED))
        .put("features", calibration.density().centre().length);
    return report;
  }

  /** The exit code; says on standard error which images failed, if any did. */
  public int exitCode(Console console) {
    return summary.exitCode(console);
  }
}
