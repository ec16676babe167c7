package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import java.util.List;

/** Scores points in a part of a stage. */
final class Scoring implements RunListener<Likelihood> {
  private static final int BATCH = 512;

  private final Clock clock;
  private final Stage stage;
  private final double from;
  private final double share;
  private final double[] nats;
  private int done;

  private Scoring(Clock clock, Stage stage, double from, double share, int count) {
    this.clock = clock;
    this.stage = stage;
    this.from = from;
    this.share = share;
    this.nats = new double[count];
  }

  /**
   * Scores points.
   *
   * @param from share of the stage that is done
   * @param to share of the stage that is done then
   * @return log-densities in the order of the points, nats; NaN where scoring failed
   */
  static double[] score(
      DriftModel model,
      List<Image> points,
      LikelihoodPlan plan,
      Clock clock,
      Stage stage,
      double from,
      double to) {
    Scoring scoring = new Scoring(clock, stage, from, to - from, points.size());
    model.logLikelihood(List.<ImageItem>copyOf(points).iterator(), plan.withBatch(BATCH), scoring);
    return scoring.nats;
  }

  @Override
  public void finished(Likelihood result) {
    nats[Math.toIntExact(result.index())] = result.nats();
    done++;
    clock.progressed(stage, from + share * done / nats.length);
  }

  @Override
  public boolean cancelled() {
    return clock.stopped();
  }
}
