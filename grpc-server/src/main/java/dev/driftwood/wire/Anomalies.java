package dev.driftwood.wire;

import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Judgement;
import dev.driftwood.runtime.anomaly.LikelihoodParts;
import dev.driftwood.runtime.artefact.ModelDescription;
import java.util.EnumMap;
import java.util.Map;

/** Anomalies as messages. */
public final class Anomalies {
  private Anomalies() {}

  /** The plan that asks for anomalies. */
  public static dev.driftwood.proto.v1.LikelihoodPlan plan(ModelRef model) {
    return dev.driftwood.proto.v1.LikelihoodPlan.newBuilder()
        .setModel(model)
        .setAnomaly(true)
        .build();
  }

  /** The message of an anomaly. */
  public static LikelihoodResult message(ModelDescription model, Anomaly anomaly) {
    LikelihoodParts terms = anomaly.terms();
    LikelihoodResult.Builder message =
        LikelihoodResult.newBuilder()
            .setId(anomaly.id())
            .setOk(anomaly.ok())
            .setLogLikelihoodNats(terms.nats())
            .setBitsPerDim(anomaly.bitsPerDim())
            .setPrior(terms.prior())
            .setDivergence(terms.divergence())
            .setTransform(terms.nats() - terms.prior() - terms.divergence())
            .setOffset(model.bitsPerDim().offset())
            .setNfe(anomaly.evaluations())
            .setConverged(anomaly.ok())
            .setError(anomaly.error());
    if (anomaly.ok()) {
      message.setAnomaly(scores(anomaly));
    }
    return message.build();
  }

  private static dev.driftwood.proto.v1.Anomaly scores(Anomaly anomaly) {
    var message =
        dev.driftwood.proto.v1.Anomaly.newBuilder()
            .setScore(anomaly.combined().value())
            .setPValue(anomaly.combined().pValue());
    if (!Double.isNaN(anomaly.codeBits())) {
      message.setCodeBits(anomaly.codeBits());
    }
    anomaly
        .scores()
        .forEach(
            (kind, judgement) ->
                message.putScores(
                    kind.label(),
                    dev.driftwood.proto.v1.Judgement.newBuilder()
                        .setValue(judgement.value())
                        .setPValue(judgement.pValue())
                        .build()));
    return message.build();
  }

  /**
   * The anomaly of a message, without its map; scores that this version does not know are left out.
   *
   * @param index place in the caller's input
   * @param id what the caller's input calls it
   */
  public static Anomaly anomaly(long index, String id, LikelihoodResult message, int dimension) {
    if (!message.getOk()) {
      return Anomaly.failed(index, id, message.getNfe(), message.getError());
    }
    Map<AnomalyScore, Judgement> scores = new EnumMap<>(AnomalyScore.class);
    for (AnomalyScore kind : AnomalyScore.values()) {
      var judgement = message.getAnomaly().getScoresMap().get(kind.label());
      if (judgement != null) {
        scores.put(kind, new Judgement(judgement.getValue(), judgement.getPValue()));
      }
    }
    LikelihoodParts terms =
        new LikelihoodParts(
            message.getLogLikelihoodNats(),
            message.getPrior(),
            message.getDivergence(),
            message.getBitsPerDim() * dimension);
    boolean coded = message.getAnomaly().hasCodeBits();
    return new Anomaly(
        index,
        id,
        terms,
        message.getBitsPerDim(),
        coded ? message.getAnomaly().getCodeBits() : Double.NaN,
        scores,
        new float[0],
        message.getNfe(),
        "");
  }
}
