package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.sde.Sde;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchSourceTest {
  private static final int ROWS = 500;

  @Test
  void noisesTheExampleAsTheKernelSays() {
    TrainingPlan plan = TrainingPlan.builder().batch(ROWS).build();
    Examples constant = new Constant(0.75);
    Batch batch = batch(new BatchSource(constant, plan), 2);
    Sde sde = plan.sde().toSde();
    for (int row = 0; row < ROWS; row++) {
      double t = batch.times().asFloatBuffer().get(row);
      double epsilon = batch.targets().asFloatBuffer().get(row);
      double expected = sde.alpha(t) * 0.75 + sde.sigma(t) * epsilon;
      // ε and y are rounded to float32.
      assertThat(batch.states().asFloatBuffer().get(row))
          .isCloseTo((float) expected, within(1e-6f));
      assertThat(batch.factors().asFloatBuffer().get(row)).isEqualTo((float) -sde.sigmaOverG(t));
    }
  }

  /** Whatever a network is trained to give, the loss is that of the noise it amounts to. */
  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"SCORE", "EPSILON", "V", "X0"})
  void asksForTheNoiseByAnyTarget(Target target) {
    TrainingPlan plan = TrainingPlan.builder().batch(ROWS).target(target).build();
    Batch batch = batch(new BatchSource(new Constant(0.75), plan), 2);
    Sde sde = plan.sde().toSde();
    for (int row = 0; row < ROWS; row++) {
      double t = batch.times().asFloatBuffer().get(row);
      double y = batch.states().asFloatBuffer().get(row);
      double epsilon = (y - sde.alpha(t) * 0.75) / sde.sigma(t);
      double exact =
          switch (target) {
            case SCORE -> -epsilon / sde.sigma(t);
            case EPSILON -> epsilon;
            case V -> sde.alpha(t) * epsilon - sde.sigma(t) * 0.75;
            default -> 0.75;
          };
      double residual =
          batch.factors().asFloatBuffer().get(row) * exact
              - batch.targets().asFloatBuffer().get(row);
      // An exact output has no loss; y is rounded to float32, which 1/σ makes larger.
      assertThat(residual).isCloseTo(0, within(4e-7 * (1 + 1 / sde.sigma(t))));
    }
  }

  @Test
  void drawsTimesFromTheDensityOfThePlan() {
    TrainingPlan uniform = TrainingPlan.builder().batch(ROWS).seed(5).build();
    TrainingPlan debiased = TrainingPlan.builder().batch(ROWS).seed(5).debias(true).build();
    // Medians: 1/2, and 0.25158 in closed form. The median of 500 draws has a standard error of
    // 1/(2 q √500), which is 0.022 and 0.042.
    assertThat(median(uniform)).isCloseTo(0.5, within(0.08));
    assertThat(median(debiased)).isCloseTo(0.25158, within(0.13));
  }

  @Test
  void isAPureFunctionOfTheBatchNumber() {
    BatchSource source = new BatchSource(new GaussianExamples(100), TrainingPlan.builder().build());
    List<Float> before = values(batch(source, 3));
    List<Float> other = values(batch(source, 4));

    assertThat(values(batch(source, 3))).isEqualTo(before).isNotEqualTo(other);
  }

  @Test
  void spreadsTheTimesOfAStepOut() {
    ObjectivePlan stratified =
        new ObjectivePlan(Loss.DSM, Weighting.SIGMA, Times.UNIFORM, true, 5, 0.5, 10);
    TrainingPlan plan = TrainingPlan.builder().batch(8).accumulate(2).objective(stratified).build();
    BatchSource source = new BatchSource(new GaussianExamples(100), plan);
    for (int step = 0; step < 5; step++) {
      List<Float> times = new ArrayList<>(floats(batch(source, 2 * step).times().asFloatBuffer()));
      times.addAll(floats(batch(source, 2 * step + 1).times().asFloatBuffer()));

      // One in each sixteenth.
      for (int i = 0; i < 16; i++) {
        assertThat(times.get(i)).isBetween(i / 16f, (i + 1) / 16f);
      }
    }
  }

  @Test
  void weighsAsThePlanSays() {
    ObjectivePlan likelihood = ObjectivePlan.STANDARD.weighedBy(Weighting.LIKELIHOOD);
    TrainingPlan plan = TrainingPlan.builder().batch(ROWS).objective(likelihood).build();
    Batch batch = batch(new BatchSource(new Constant(0), plan), 0);
    for (int row = 0; row < ROWS; row++) {
      double t = Math.max(1e-3, batch.times().asFloatBuffer().get(row));
      assertThat(batch.weights().asFloatBuffer().get(row))
          .isEqualTo((float) plan.sde().toSde().rate(t));
    }
  }

  @Test
  void mirrorsHalfOfTheImages() {
    TrainingPlan plan = TrainingPlan.builder().batch(ROWS).flip(true).build();
    Batch batch = batch(new BatchSource(new Slope(), plan), 0);
    TrainingPlan straight = TrainingPlan.builder().batch(ROWS).build();
    Batch unflipped = batch(new BatchSource(new Slope(), straight), 0);
    int mirrored = 0;
    for (int row = 0; row < ROWS; row++) {
      double alpha = plan.sde().toSde().alpha(batch.times().asFloatBuffer().get(row));
      double[] moved = new double[6];
      for (int i = 0; i < 6; i++) {
        double flipped = batch.states().asFloatBuffer().get(6 * row + i);
        double plain = unflipped.states().asFloatBuffer().get(6 * row + i);
        moved[i] = (flipped - plain) / alpha;
      }
      // Two rows of pixels 0, 1, 2 become 2, 1, 0; float32 of numbers up to 10, divided by α.
      boolean flips = Math.abs(moved[0]) > 1;
      double[] expected = flips ? new double[] {2, 0, -2, 2, 0, -2} : new double[6];
      assertThat(moved).containsExactly(expected, within(1e-6 / alpha));
      mirrored += flips ? 1 : 0;
    }
    // Of 500, with a standard deviation of 11.
    assertThat(mirrored).isBetween(200, 300);
  }

  private static Batch batch(BatchSource source, long number) {
    Batch batch = source.allocate();
    source.fill(batch, number);
    return batch;
  }

  private static double median(TrainingPlan plan) {
    Batch batch = batch(new BatchSource(new Constant(0), plan), 0);
    return floats(batch.times().asFloatBuffer()).stream().sorted().toList().get(ROWS / 2);
  }

  private static List<Float> values(Batch batch) {
    return floats(batch.states().asFloatBuffer());
  }

  private static List<Float> floats(FloatBuffer buffer) {
    List<Float> values = new ArrayList<>();
    while (buffer.hasRemaining()) {
      values.add(buffer.get());
    }
    return values;
  }

  /** An image of two rows, each 0, 1, 2. */
  @Test
  void hidesTheClassesOfAShareOfTheRows() {
    TrainingPlan plan =
        TrainingPlan.builder().batch(ROWS).labelDropout(OptionalDouble.of(0.2)).build();
    Batch batch = batch(new BatchSource(new OneClass(), plan), 0);
    List<Float> labels = floats(batch.labels().asFloatBuffer());

    assertThat(labels).containsOnly(1f, 2f);
    // 500 draws of probability 0.2: a standard deviation of 9.
    assertThat(Collections.frequency(labels, 2f)).isBetween(60, 140);
  }

  /** Items of class 1 of two, 2 being none. */
  private record OneClass() implements Examples {
    @Override
    public int size() {
      return 10;
    }

    @Override
    public int labels() {
      return 3;
    }

    @Override
    public int label(int index) {
      return 1;
    }

    @Override
    public List<Integer> itemShape() {
      return List.of(1);
    }

    @Override
    public double[] item(int index, double[] uniforms) {
      return new double[1];
    }
  }

  private record Slope() implements Examples {
    @Override
    public int size() {
      return 1000;
    }

    @Override
    public List<Integer> itemShape() {
      return List.of(1, 2, 3);
    }

    @Override
    public double[] item(int index, double[] uniforms) {
      return new double[] {0, 1, 2, 0, 1, 2};
    }
  }

  private record Constant(double value) implements Examples {
    @Override
    public int size() {
      return 10;
    }

    @Override
    public List<Integer> itemShape() {
      return List.of(1);
    }

    @Override
    public double[] item(int index, double[] uniforms) {
      return new double[] {value};
    }
  }
}
