package dev.driftwood.runtime;

import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.LikelihoodStepper;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Feeds images to the integrator as rows, one a dequantisation draw, and gathers the rows' ends
 * into scores. Images are taken one by one as there is room, so any number passes in constant
 * memory.
 */
final class ImageRows<S extends RowState> implements Iterator<S> {
  private final Preparation preparation;
  private final LikelihoodStepper<S> stepper;
  private final Iterator<ImageItem> images;
  private final Consumer<Likelihood> scored;
  private final Deque<S> ready = new ArrayDeque<>();
  // Equal images share their row ids, and any of them may take the end of a row: it is the same.
  private final Map<RowId, Deque<Score>> open = new HashMap<>();
  private long next;

  ImageRows(
      Preparation preparation,
      LikelihoodStepper<S> stepper,
      Iterator<ImageItem> images,
      Consumer<Likelihood> scored) {
    this.preparation = preparation;
    this.stepper = stepper;
    this.images = images;
    this.scored = scored;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && images.hasNext()) {
      enter(images.next(), next++);
    }
    return !ready.isEmpty();
  }

  @Override
  public S next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException("no further image");
    }
    return ready.remove();
  }

  private void enter(ImageItem item, long index) {
    String obstacle = preparation.obstacle(item);
    double offset = preparation.description().bitsPerDim().offset();
    if (!obstacle.isEmpty()) {
      scored.accept(Likelihood.failed(index, item.id(), offset, 0, obstacle));
      return;
    }
    Score score =
        new Score(index, item.id(), preparation.description().bitsPerDim(), preparation.plan());
    for (Preparation.Draw draw : preparation.draws((Image) item)) {
      score.expect(draw);
      open.computeIfAbsent(draw.id(), id -> new ArrayDeque<>()).add(score);
      ready.add(stepper.start(draw.id(), draw.y()));
    }
  }

  /** Takes the end of a row. */
  void finish(S state) {
    Deque<Score> scores = open.get(state.id());
    Score score = scores.remove();
    if (scores.isEmpty()) {
      open.remove(state.id());
    }
    score.add(state.id().draw(), stepper.terms(state)).ifPresent(scored);
  }
}
