package dev.driftwood.runtime;

import dev.driftwood.runtime.anomaly.Evidence;
import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.anomaly.LikelihoodParts;
import dev.driftwood.runtime.anomaly.NoiseProfile;
import dev.driftwood.runtime.anomaly.PictureStatistics;
import dev.driftwood.runtime.anomaly.ProfileState;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.solve.Asking;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.RowLoop;
import dev.driftwood.runtime.solve.RowTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures images: their likelihood's lower bound, their profile over levels of noise, and what
 * they are as pictures. Takes a few at a time, so any number passes in constant memory, and hands
 * them out in order.
 */
final class EvidenceRun {
  /** Several batches, so that few network calls are not full. */
  private static final int BATCHES = 4;

  private final ModelDescription description;
  private final EvidencePlan plan;
  private final LikelihoodPlan likelihood;
  private final int label;

  EvidenceRun(ModelDescription description, EvidencePlan plan, int batch) {
    this.description = description;
    this.plan = plan;
    LikelihoodPlan bound =
        LikelihoodPlan.of(
                new LikelihoodMethod.Elbo(
                    plan.times(), BoundForm.SCORE_MATCHING, Probes.Law.RADEMACHER))
            .withSeed(plan.seed())
            .withBatch(batch);
    this.likelihood = plan.label().isPresent() ? bound.withLabel(plan.label().getAsInt()) : bound;
    this.label = RowLabels.label(description, plan.label());
  }

  /**
   * An image that was measured.
   *
   * @param index of the image
   * @param score its likelihood, or why it failed
   * @param evidence where it did not fail
   * @param evaluations of the network
   */
  record Measured(long index, Likelihood score, Optional<Evidence> evidence, long evaluations) {
    /** Why there is no evidence; empty where there is. */
    String error() {
      if (!score.ok()) {
        return score.error();
      }
      return evidence.isPresent() ? "" : Outcome.NOT_FINITE.sentence();
    }
  }

  void run(RowLoop loop, Iterator<ImageItem> images, RunListener<Measured> listener) {
    long first = 0;
    while (images.hasNext() && !listener.cancelled()) {
      List<ImageItem> chunk = new ArrayList<>();
      while (images.hasNext() && chunk.size() < BATCHES * likelihood.batch()) {
        chunk.add(images.next());
      }
      measure(loop, chunk, first, listener);
      first += chunk.size();
    }
  }

  private void measure(
      RowLoop loop, List<ImageItem> chunk, long first, RunListener<Measured> listener) {
    Map<Long, Likelihood> scores = new HashMap<>();
    loop.run(
        new LikelihoodRun(description, likelihood)
            .task(chunk.iterator(), asking(listener, score -> scores.put(score.index(), score))));
    Map<Long, ProfileState> profiles = profiles(loop, chunk, listener);
    for (int i = 0; i < chunk.size() && !listener.cancelled(); i++) {
      Likelihood score = scores.get((long) i);
      listener.finished(measured(first + i, chunk.get(i), score, profiles));
    }
  }

  private static <R> RunListener<R> asking(
      RunListener<?> outer, java.util.function.Consumer<R> results) {
    return new RunListener<>() {
      @Override
      public void finished(R result) {
        results.accept(result);
      }

      @Override
      public boolean cancelled() {
        return outer.cancelled();
      }
    };
  }

  /** By row key; equal images have equal profiles. */
  private Map<Long, ProfileState> profiles(
      RowLoop loop, List<ImageItem> chunk, RunListener<?> listener) {
    Preparation preparation = new Preparation(description, likelihood, label);
    NoiseProfile stepper = new NoiseProfile(description.sde().toSde(), description.shape(), plan);
    Map<Long, ProfileState> ends = new HashMap<>();
    Iterator<ProfileState> rows =
        chunk.stream()
            .filter(item -> preparation.obstacle(item).isEmpty())
            .map(item -> preparation.draws((Image) item).get(0))
            .map(draw -> stepper.start(draw.id(), draw.y()))
            .iterator();
    loop.run(
        new RowTask<>(
            stepper,
            rows,
            end -> ends.put(end.id().key(), end),
            new Heard<>(asking(listener, end -> {})),
            Asking.PLAIN,
            likelihood.batch()));
    return ends;
  }

  private Measured measured(
      long index, ImageItem item, Likelihood score, Map<Long, ProfileState> profiles) {
    if (!score.ok()) {
      return new Measured(index, score, Optional.empty(), score.evaluations());
    }
    Image image = (Image) item;
    ProfileState profile = profiles.get(image.rowKey());
    long evaluations = score.evaluations() + profile.progress().evaluations();
    Optional<Evidence> evidence =
        profile.progress().outcome() == Outcome.DONE
            ? Optional.of(evidence(image, score, profile))
            : Optional.empty();
    return new Measured(index, score, evidence, evaluations);
  }

  private Evidence evidence(Image image, Likelihood score, ProfileState profile) {
    LikelihoodParts terms =
        new LikelihoodParts(
            score.nats(),
            score.prior(),
            score.divergence(),
            score.bitsPerDim() * description.shape().size());
    if (!description.shape().isImage()) {
      return Evidence.of(terms, Double.NaN, profile, new double[0]);
    }
    PictureStatistics statistics = PictureStatistics.of(description.shape(), description.data());
    return Evidence.of(terms, statistics.codeBits(image), profile, statistics.of(image));
  }
}
