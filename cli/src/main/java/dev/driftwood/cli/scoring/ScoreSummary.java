package dev.driftwood.cli.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;

/** Mean and standard error of scores over images, by Welford's recurrence, and their range. */
public final class ScoreSummary {
  private long failed;
  private long scored;
  private long evaluations;
  private double meanNats;
  private double meanBits;
  private double squares;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private String firstFailure = "";

  /** Takes a score. */
  public void add(ScoreRow score) {
    evaluations += score.evaluations();
    if (!score.ok()) {
      failed++;
      firstFailure = firstFailure.isEmpty() ? score.id() + ": " + score.error() : firstFailure;
      return;
    }
    scored++;
    meanNats += (score.nats() - meanNats) / scored;
    double delta = score.bitsPerDim() - meanBits;
    meanBits += delta / scored;
    squares += delta * (score.bitsPerDim() - meanBits);
    least = Math.min(least, score.bitsPerDim());
    most = Math.max(most, score.bitsPerDim());
  }

  /** Images in all. */
  public long rows() {
    return scored + failed;
  }

  /** Images that have a score. */
  public long scored() {
    return scored;
  }

  /** The least bits per dimension. */
  double least() {
    return least;
  }

  /** The most bits per dimension. */
  double most() {
    return most;
  }

  /** The exit code; says on standard error which images failed, if any did. */
  public int exitCode(Console console) {
    if (failed == 0) {
      return ExitCode.OK;
    }
    console.note(failed + " of " + rows() + " images failed: " + firstFailure);
    return ExitCode.FAILED;
  }

  /** Fills in what is defined: no mean without a score, no error with fewer than two. */
  public void describe(ObjectNode entries) {
    entries.put("rows", rows()).put("failed", failed);
    if (scored > 0) {
      entries.put("log_likelihood_nats", meanNats).put("bits_per_dim", meanBits);
    }
    if (scored > 1) {
      entries.put("std_error_bpd", Math.sqrt(squares / (scored - 1) / scored));
    }
    entries.put("nfe", evaluations);
  }
}
