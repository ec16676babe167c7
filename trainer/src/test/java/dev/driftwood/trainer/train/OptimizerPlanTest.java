package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimizerPlanTest {
  @Test
  void warmsUpInProportion() {
    OptimizerPlan plan = plan(4, Schedule.CONSTANT);
    assertThat(plan.learningRateAt(1)).isEqualTo(0.5);
    assertThat(plan.learningRateAt(3)).isEqualTo(1.5);
    assertThat(plan.learningRateAt(4)).isEqualTo(2);
    assertThat(plan.learningRateAt(5)).isEqualTo(2);
    assertThat(plan.learningRateAt(14)).isEqualTo(2);
  }

  @Test
  void fallsAsTheScheduleSays() {
    OptimizerPlan cosine = plan(4, Schedule.COSINE);
    OptimizerPlan linear = plan(4, Schedule.LINEAR);
    for (int step = 5; step <= 14; step++) {
      double progress = (step - 5) / 10.0;
      assertThat(linear.learningRateAt(step)).isCloseTo(2 * (1 - progress), within(1e-15));
      assertThat(cosine.learningRateAt(step))
          .isCloseTo(1 + Math.cos(Math.PI * progress), within(1e-15));
    }
  }

  @Test
  void neverRises() {
    OptimizerPlan cosine = plan(0, Schedule.COSINE);
    assertThat(cosine.learningRateAt(1)).isEqualTo(2);
    // A run that is made shorter while it is stopped ends at once; a step beyond would be of size
    // 0.
    assertThat(cosine.learningRateAt(100)).isZero();
  }

  @Test
  void clipsToTheBound() {
    OptimizerPlan bounded = new OptimizerPlan(14, 2, 0, Schedule.CONSTANT, 0, 0.5, 1);
    Update update = new Update(bounded, bounded.adam(), java.util.List.of());
    assertThat(update.clipping(2)).isEqualTo(0.25);
    assertThat(update.clipping(0.4)).isEqualTo(1);
  }

  private static OptimizerPlan plan(int warmup, Schedule schedule) {
    return new OptimizerPlan(14, 2, warmup, schedule, 0, Double.POSITIVE_INFINITY, 1);
  }
}
