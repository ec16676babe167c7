package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RefinedRunTest {
  @Test
  void endsQuietlyWhenItIsCancelledBeforeAnImageHasAScore() {
    LikelihoodPlan plan = LikelihoodPlan.defaults().withTargetStandardError(0.1);
    RefinedRun run =
        new RefinedRun(
            Artefacts.gaussianPoints(List.of(0.0, 0.0), 1).description(), plan, Supplies.NONE);
    List<ImageItem> images = List.of(Image.ofFloats("a", ItemShape.point(2), new float[] {1f, 0f}));
    AtomicBoolean cancelled = new AtomicBoolean();
    List<Likelihood> scores = new ArrayList<>();

    run.run(
        task -> cancelled.set(true),
        images.iterator(),
        new RunListener<>() {
          @Override
          public void finished(Likelihood score) {
            scores.add(score);
          }

          @Override
          public boolean cancelled() {
            return cancelled.get();
          }
        });

    assertThat(scores).isEmpty();
  }
}
