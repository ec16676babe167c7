package dev.driftwood.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.solve.Outcome;

/** Counts of drawn rows. */
final class SampleSummary {
  private long rows;
  private long failed;
  private long evaluations;
  private String firstFailure = "";

  /** Counts a row. */
  public void add(Sample sample) {
    rows++;
    evaluations += sample.evaluations();
    if (sample.outcome() != Outcome.DONE) {
      failed++;
      if (firstFailure.isEmpty()) {
        firstFailure = "row " + sample.row() + ": " + sample.outcome().sentence();
      }
    }
  }

  /** The exit code; says on standard error which rows failed, if any did. */
  public int exitCode(Console console) {
    if (failed == 0) {
      return ExitCode.OK;
    }
    console.note(failed + " of " + rows + " rows failed: " + firstFailure);
    return ExitCode.FAILED;
  }

  /** Rows so far. */
  public long rows() {
    return rows;
  }

  /** The report of what was drawn. */
  public Report report() {
    Report report = new Report();
    ObjectNode entries = report.entries();
    entries.put("rows", rows).put("failed", failed).put("nfe", evaluations);
    return report;
  }
}
