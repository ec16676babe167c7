package dev.driftwood.server;

import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.batch.Ending;
import dev.driftwood.server.models.ServedModel;
import dev.driftwood.wire.Anomalies;
import dev.driftwood.wire.Scores;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a likelihood call does, once its plan has been accepted.
 *
 * @param served the model that scores
 * @param plan how
 * @param anomaly whether images are judged by the model's calibration instead
 * @param inbox where images come in
 * @param hold what the call holds of the server
 */
record Scoring(
    ServedModel served, LikelihoodPlan plan, boolean anomaly, ImageInbox inbox, Hold hold) {
  /** Scores the images that are in the inbox; returns at once. */
  void start(Consumer<LikelihoodResult> results, BooleanSupplier cancelled, Ending ending) {
    SharedModel model = served.shared();
    RunListener<Likelihood> scores =
        listener(score -> results.accept(Scores.message(score)), cancelled);
    if (anomaly) {
      RunListener<Anomaly> anomalies =
          listener(
              found -> results.accept(Anomalies.message(model.model().description(), found)),
              cancelled);
      byThread(() -> model.anomalies(inbox, plan.batch(), anomalies, hold.claim()), ending);
    } else if (plan.targetStandardError().isPresent()) {
      byThread(() -> model.refinedLikelihood(inbox, plan, scores, hold.claim()), ending);
    } else {
      model.logLikelihood(inbox, plan, scores, hold.claim(), ending);
    }
  }

  /** What takes several tasks one after the other has a thread that waits for them. */
  private void byThread(Runnable work, Ending ending) {
    hold.place()
        .run(
            () -> {
              Optional<Throwable> failure = Optional.empty();
              try {
                work.run();
              } catch (RuntimeException | Error e) {
                failure = Optional.of(e);
              }
              ending.ended(failure);
            });
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
