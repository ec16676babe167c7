package dev.driftwood.cli.output;

import dev.driftwood.runtime.Likelihood;
import java.util.List;

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

  static List<Object> cells(Likelihood score) {
    return List.of(
        score.id(),
        score.ok() ? "ok" : "failed",
        score.nats(),
        score.bitsPerDim(),
        score.standardErrorBitsPerDim().orElse(Double.NaN),
        score.prior(),
        score.divergence(),
        score.driftNorm().orElse(Double.NaN),
        score.transform(),
        score.offset(),
        score.gap(),
        score.evaluations(),
        score.ok(),
        score.error());
  }
}
