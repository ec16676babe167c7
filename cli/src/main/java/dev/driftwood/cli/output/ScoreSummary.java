package dev.driftwood.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.runtime.Likelihood;

/** Mean and standard error of scores over images, by Welford's recurrence. */
final class ScoreSummary {
  private long failed;
  private long scored;
  private long evaluations;
  private double meanNats;
  private double meanBits;
  private double squares;
  private String firstFailure = "";

  void add(Likelihood score) {
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
  }

  /** Images in all. */
  public long rows() {
    return scored + failed;
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
  void describe(ObjectNode entries) {
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
