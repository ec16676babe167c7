package dev.driftwood.cli.anomaly;

import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Judgement;
import dev.driftwood.runtime.anomaly.LikelihoodParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of a table of anomalies; further ones may only follow these. A score's name begins
 * with {@code score_}, as two of them are called as their term of the likelihood.
 */
final class AnomalyColumns {
  static final List<String> NAMES =
      Stream.of(
              Stream.of("id", "status", "label", "anomaly", "p_value", "q_value", "anomalous"),
              Stream.of("log_likelihood_nats", "bits_per_dim", "prior", "divergence", "code_bits"),
              others().map(score -> "score_" + score.label()),
              others().map(score -> "p_" + score.label()),
              Stream.of("nfe", "error"))
          .flatMap(names -> names)
          .toList();

  private AnomalyColumns() {}

  private static Stream<AnomalyScore> others() {
    return Arrays.stream(AnomalyScore.values()).filter(score -> score != AnomalyScore.COMBINED);
  }

  /**
   * A row.
   *
   * @param label normal or anomalous, where that is known
   * @param qValue NaN where there is no score
   * @param anomalous whether it is flagged
   */
  static List<Object> cells(Anomaly anomaly, String label, double qValue, boolean anomalous) {
    LikelihoodParts terms = anomaly.terms();
    Judgement combined = anomaly.combined();
    List<Object> cells = new ArrayList<>();
    cells.addAll(List.of(anomaly.id(), anomaly.ok() ? "ok" : "failed", label));
    cells.addAll(List.of(combined.value(), combined.pValue(), qValue));
    cells.add(anomaly.ok() ? (Object) anomalous : "");
    cells.addAll(List.of(terms.nats(), anomaly.bitsPerDim()));
    cells.addAll(List.of(terms.prior(), terms.divergence(), anomaly.codeBits()));
    others().map(anomaly::score).map(Judgement::value).forEach(cells::add);
    others().map(anomaly::score).map(Judgement::pValue).forEach(cells::add);
    cells.addAll(List.of(anomaly.evaluations(), anomaly.error()));
    return cells;
  }
}
