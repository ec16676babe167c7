package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.solve.RowLoop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Carries out a likelihood plan with a wanted standard error: images are scored again with finer
 * plans until they have it. How often depends on the image alone, so that its score does, too.
 */
final class RefinedRun {
  /** Network calls' worth of images that are held at a time. */
  private static final int CALLS = 4;

  private final ModelDescription description;
  private final LikelihoodPlan plan;
  private final double target;
  private final Supplies supplies;

  RefinedRun(ModelDescription description, LikelihoodPlan plan, Supplies supplies) {
    this.description = description;
    this.supplies = supplies;
    this.plan = plan;
    this.target = plan.targetStandardError().orElseThrow();
  }

  void run(RowLoop loop, Iterator<ImageItem> images, RunListener<Likelihood> listener) {
    long done = 0;
    long evaluations = 0;
    while (images.hasNext() && !listener.cancelled()) {
      List<ImageItem> some = taken(images);
      Refinement refinement = new Refinement(loop, some, evaluations, listener);
      refinement.run();
      if (listener.cancelled()) {
        return;
      }
      for (Likelihood score : refinement.scores) {
        listener.finished(score.at(done++, score.evaluations()));
      }
      evaluations = refinement.evaluations;
    }
  }

  private List<ImageItem> taken(Iterator<ImageItem> images) {
    List<ImageItem> some = new ArrayList<>();
    while (some.size() < CALLS * plan.batch() && images.hasNext()) {
      some.add(images.next());
    }
    return some;
  }

  /** Some images, scored until all are good enough. */
  private final class Refinement {
    private final RowLoop loop;
    private final List<ImageItem> images;
    private final RunListener<Likelihood> listener;
    private final Likelihood[] scores;
    private long evaluations;

    Refinement(
        RowLoop loop, List<ImageItem> images, long evaluations, RunListener<Likelihood> listener) {
      this.loop = loop;
      this.images = images;
      this.evaluations = evaluations;
      this.listener = listener;
      this.scores = new Likelihood[images.size()];
    }

    void run() {
      List<Integer> open = IntStream.range(0, images.size()).boxed().toList();
      Optional<LikelihoodPlan> current = Optional.of(plan);
      while (!open.isEmpty() && current.isPresent() && !listener.cancelled()) {
        score(open, current.get());
        if (listener.cancelled()) {
          // Then some have no score.
          return;
        }
        open = open.stream().filter(place -> isRough(scores[place])).toList();
        current = current.get().refined();
      }
    }

    private void score(List<Integer> places, LikelihoodPlan finer) {
      long before = evaluations;
      RunListener<Likelihood> taking =
          new RunListener<>() {
            @Override
            public void finished(Likelihood score) {
              int place = places.get(Math.toIntExact(score.index()));
              long spent = scores[place] == null ? 0 : scores[place].evaluations();
              scores[place] = score.at(place, spent + score.evaluations());
            }

            @Override
            public void evaluated(long count) {
              evaluations = before + count;
              listener.evaluated(evaluations);
            }

            @Override
            public boolean cancelled() {
              return listener.cancelled();
            }
          };
      Iterator<ImageItem> open = places.stream().map(images::get).iterator();
      loop.run(new LikelihoodRun(description, finer, supplies).task(open, taking));
    }

    private boolean isRough(Likelihood score) {
      return score.ok() && !(score.standardErrorBitsPerDim().orElse(Double.NaN) <= target);
    }
  }
}
