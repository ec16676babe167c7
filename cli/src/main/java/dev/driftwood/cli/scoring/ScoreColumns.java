package dev.driftwood.cli.scoring;

import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.ScoreDetails;
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
          "error",
          "reconstruction",
          "entropy",
          "degrees_of_freedom",
          "importance_gain",
          "prior_bpd",
          "steps_bpd",
          "decoder_bpd");

  private static final ScoreDetails.DiscreteBits NO_BITS =
      new ScoreDetails.DiscreteBits(Double.NaN, Double.NaN, Double.NaN);

  private ScoreColumns() {}

  static List<Object> cells(Likelihood score) {
    ScoreDetails details = score.details();
    ScoreDetails.DiscreteBits bits = details.discrete().orElse(NO_BITS);
    return List.of(
        score.id(),
        score.ok() ? "ok" : "failed",
        score.nats(),
        score.bitsPerDim(),
        orNone(score.standardErrorBitsPerDim()),
        score.prior(),
        score.divergence(),
        orNone(score.driftNorm()),
        score.transform(),
        score.offset(),
        score.gap(),
        score.evaluations(),
        score.ok(),
        score.error(),
        orNone(details.reconstruction()),
        orNone(details.entropy()),
        orNone(details.degreesOfFreedom()),
        orNone(details.importanceGain()),
        bits.prior(),
        bits.steps(),
        bits.decoder());
  }

  private static double orNone(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }
}
