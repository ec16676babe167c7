package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.observe.Corrections;
import dev.driftwood.runtime.observe.Observed;
import dev.driftwood.runtime.observe.Restoration;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.solve.EndPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestorationTest {
  private static final Corrections CORRECTIONS = new Corrections(2, 3, 0.1);

  @ParameterizedTest
  @EnumSource(
      value = EndPolicy.class,
      names = {"MEAN", "DENOISE"})
  void endsWithTheObservationItself(EndPolicy end) {
    SamplePlan plan = plan().end(end).build();
    try (DriftModel model = model()) {
      Samples samples = model.sample(plan);
      for (int row = 0; row < 4; row++) {
        // A float32 number.
        assertThat((double) samples.rows().get(row).values()[0])
            .isCloseTo(row % 2 == 0 ? 0.25 : -0.5, within(1e-7));
        assertThat(samples.rows().get(row).evaluations())
            .isEqualTo(plan.evaluations().orElseThrow());
      }
      assertThat(samples.rows().get(0).values()[1]).isNotEqualTo(samples.rows().get(2).values()[1]);
    }
  }

  @Test
  void drawsARowByItsNumberAlone() {
    try (DriftModel model = model()) {
      float[] beside = model.sample(plan().batch(3).build()).rows().get(3).values();
      float[] alone = model.sample(plan().firstRow(3).count(1).build()).rows().get(0).values();
      assertThat(alone).isEqualTo(beside);
    }
  }

  @Test
  void needsANumberOfSteps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan().sampler("dormand-prince").tolerances(1e-3, 1e-3).build())
        .withMessage("rtol, atol: given (expected: steps, with what is observed)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan().evaluations(40).build())
        .withMessage("evaluations: given (expected: steps, with what is observed)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan().sampler("fitted").build())
        .withMessageStartingWith("sampler: fitted (expected: another with what is observed");
  }

  @Test
  void refusesImagesOfAnotherSize() {
    Restoration long3 = new Restoration(first(), List.of(new double[3]), Corrections.NONE);
    try (DriftModel model = model()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.sample(plan().observing(long3).build()))
          .withMessage("image: 3 values (expected: 2, shape [2])");
    }
  }

  private static SamplePlan.Builder plan() {
    List<double[]> items = List.of(new double[] {0.25, 9}, new double[] {-0.5, 9});
    return SamplePlan.builder()
        .steps(5)
        .count(4)
        .observing(new Restoration(first(), items, CORRECTIONS));
  }

  private static Observed first() {
    return new Observed.Pixels(new boolean[] {true, false});
  }

  private static DriftModel model() {
    return DriftModel.of(Artefacts.gaussianPoints(List.of(0.5, -0.3), 0.3), OrtSettings.DEFAULT);
  }
}
