package dev.driftwood.cli.output;

import dev.driftwood.runtime.Likelihood;
import java.util.List;
import java.util.OptionalDouble;

/** The columns of a score table; further ones may only follow these. */
final class ScoreColumns {
  static final List<String> NAMES =
      List.of(
          "id",
          "status",
          "log_likelihood_nats",
          "bits_per_dim",
          "std_error_bpd",
          "prior",
          "divergence",
          "drift_norm",
          "transform",
          "offset",
          "gap",
          "nfe",
          "converged",
          "error");

  private ScoreColumns() {}

  static List<String> cells(Likelihood score) {
    return List.of(
        score.id(),
        score.ok() ? "ok" : "failed",
        number(score.nats()),
        number(score.bitsPerDim()),
        number(score.standardErrorBitsPerDim()),
        number(score.prior()),
        number(score.divergence()),
        number(score.driftNorm()),
        number(score.transform()),
        number(score.offset()),
        number(score.gap()),
        Long.toString(score.evaluations()),
        Boolean.toString(score.ok()),
        score.error());
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  /** Enough digits to read the same value back; empty where there is none. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
