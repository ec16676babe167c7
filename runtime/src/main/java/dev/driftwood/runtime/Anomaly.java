package dev.driftwood.runtime;

import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Judgement;
import dev.driftwood.runtime.anomaly.LikelihoodParts;
import java.util.Map;

/**
 * How anomalous an image is, or why that is not known.
 *
 * @param index of the image, from 0 in the order in which images were taken
 * @param id of the image
 * @param terms of its log-likelihood; NaN where it failed
 * @param bitsPerDim the same in bits per dimension; lower is likelier
 * @param codeBits the length of its lossless code, bits; NaN where it failed, and for points
 * @param scores each with its p-value; empty where it failed
 * @param map ln of how surprised the network was over how surprised it usually is, a number a
 *     pixel; empty where it failed
 * @param evaluations of the network in all
 * @param error why there are no scores; empty where there are
 */
public record Anomaly(
    long index,
    String id,
    LikelihoodParts terms,
    double bitsPerDim,
    double codeBits,
    Map<AnomalyScore, Judgement> scores,
    float[] map,
    long evaluations,
    String error) {
  /** Copies the scores. */
  public Anomaly {
    scores = Map.copyOf(scores);
  }

  /** An image that has no scores. */
  public static Anomaly failed(long index, String id, long evaluations, String why) {
    double no = Double.NaN;
    return new Anomaly(
        index,
        id,
        new LikelihoodParts(no, no, no, no),
        no,
        no,
        Map.of(),
        new float[0],
        evaluations,
        why);
  }

  /** Whether there are scores. */
  public boolean ok() {
    return error.isEmpty();
  }

  /** The default score, where there is one. */
  public Judgement combined() {
    return score(AnomalyScore.COMBINED);
  }

  /** One of the scores; NaN where there is none. */
  public Judgement score(AnomalyScore kind) {
    return scores.getOrDefault(kind, new Judgement(Double.NaN, Double.NaN));
  }
}
