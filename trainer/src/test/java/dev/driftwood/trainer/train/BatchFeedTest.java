package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchFeedTest {
  private static final TrainingPlan PLAN = TrainingPlan.builder().batch(16).build();

  @Test
  void givesTheBatchesInOrder() {
    BatchSource source = new BatchSource(new GaussianExamples(100), PLAN);
    try (BatchFeed feed = new BatchFeed(source, 3)) {
      for (int number = 3; number < 40; number++) {
        Batch expected = source.allocate();
        new BatchSource(new GaussianExamples(100), PLAN).fill(expected, number);
        Batch batch = feed.get();
        assertThat(batch.states()).isEqualTo(expected.states());
        assertThat(batch.times()).isEqualTo(expected.times());
        assertThat(batch.targets()).isEqualTo(expected.targets());
      }
      assertThat(feed.waitedSeconds()).isPositive();
    }
  }

  @Test
  void passesOnWhatIsWrongWithTheData() {
    Examples broken = new Broken();
    try (BatchFeed feed = new BatchFeed(new BatchSource(broken, PLAN), 0)) {
      assertThatThrownBy(feed::get)
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("cat.png");
    }
  }

  private record Broken() implements Examples {
    @Override
    public int size() {
      return 20;
    }

    @Override
    public List<Integer> itemShape() {
      return List.of(1);
    }

    @Override
    public double[] item(int index, double[] uniforms) {
      throw new DriftwoodException("cat.png: is gone");
    }
  }
}
