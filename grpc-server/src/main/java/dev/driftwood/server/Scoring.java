package dev.driftwood.server;

import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.wire.Anomalies;
import dev.driftwood.wire.Scores;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a likelihood call does, once its plan has been accepted.
 *
 * @param served the model that scores
 * @param plan how
 * @param anomaly whether images are judged by the model's calibration instead
 * @param inbox where images come in
 * @param place the call's right to a worker
 */
record Scoring(
    ServedModel served,
    LikelihoodPlan plan,
    boolean anomaly,
    ImageInbox inbox,
    Workers.Place place) {
  /** Scores the images that are in the inbox. */
  void run(Consumer<LikelihoodResult> results, BooleanSupplier cancelled) {
    DriftModel model = served.model();
    if (anomaly) {
      RunListener<Anomaly> listener =
          listener(
              found -> results.accept(Anomalies.message(model.description(), found)), cancelled);
      model.anomalies(inbox, plan.batch(), listener);
    } else {
      RunListener<Likelihood> listener =
          listener(score -> results.accept(Scores.message(score)), cancelled);
      model.logLikelihood(inbox, plan, listener);
    }
  }

  private static <R> RunListener<R> listener(Consumer<R> results, BooleanSupplier cancelled) {
    return new RunListener<>() {
      @Override
      public void finished(R result) {
        results.accept(result);
      }

      @Override
      public boolean cancelled() {
        return cancelled.getAsBoolean();
      }
    };
  }
}
