package dev.driftwood.cli.scoring;

import dev.driftwood.runtime.Likelihood;
import java.util.Map;

/**
 * What a summary needs of a score.
 *
 * @param id of the image
 * @param nats its log-likelihood; NaN where it failed
 * @param bitsPerDim the same in bits per dimension
 * @param evaluations of the network
 * @param error why it failed; empty where it did not
 */
public record ScoreRow(String id, double nats, double bitsPerDim, long evaluations, String error) {
  /** Of a score. */
  public static ScoreRow of(Likelihood score) {
    return new ScoreRow(
        score.id(), score.nats(), score.bitsPerDim(), score.evaluations(), score.error());
  }

  /** A row as it stands in a table. */
  static ScoreRow of(Map<String, String> row) {
    return new ScoreRow(
        row.get("id"),
        number(row.getOrDefault("log_likelihood_nats", "")),
        number(row.getOrDefault("bits_per_dim", "")),
        Long.parseLong(row.get("nfe")),
        row.getOrDefault("error", ""));
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  boolean ok() {
    return error.isEmpty();
  }
}
