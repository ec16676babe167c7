package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.ort.OrtSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guidance among Gaussian classes of one deviation: their drifts differ by a constant, so guiding
 * by w draws the Gaussian around {@code m_∅ + w (m_c − m_∅)}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidanceTest {
  private static final double DEVIATION = 0.4;
  private static final List<GaussianNetwork> CLASSES =
      List.of(
          new GaussianNetwork(List.of(1.0, -0.5), DEVIATION),
          new GaussianNetwork(List.of(-1.0, 0.5), DEVIATION),
          new GaussianNetwork(List.of(0.25, 0.5), DEVIATION));

  private final DriftModel model =
      DriftModel.of(Artefacts.labelledPoints(2, CLASSES), OrtSettings.DEFAULT);

  @AfterAll
  void close() {
    model.close();
  }

  private static SamplePlan.Builder plan(String sampler) {
    return SamplePlan.builder().sampler(sampler).steps(7).count(9).seed(4).label(0);
  }

  @ParameterizedTest
  @CsvSource({"euler-maruyama, 2", "heun, 2", "heun, 0.5", "dormand-prince, 3"})
  void movesTheMeanAsTheClosedFormSays(String sampler, double weight) {
    List<Double> mean = List.of(0.25 + weight * 0.75, 0.5 - weight * 1.0);
    Samples guided = model.sample(plan(sampler).guidance(weight).build());
    try (DriftModel shifted =
        DriftModel.of(Artefacts.gaussianPoints(mean, DEVIATION), OrtSettings.DEFAULT)) {
      Samples expected =
          shifted.sample(SamplePlan.builder().sampler(sampler).steps(7).count(9).seed(4).build());

      for (int i = 0; i < 9; i++) {
        // The networks round to 6e-8 of a drift of up to 30 over a unit of time.
        assertThat(guided.values().get(i)[0]).isCloseTo(expected.values().get(i)[0], within(2e-5F));
        assertThat(guided.values().get(i)[1]).isCloseTo(expected.values().get(i)[1], within(2e-5F));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler-maruyama", "heun"})
  void isThePlainClassByAWeightOfOneAndNoClassByZero(String sampler) {
    Samples plain = model.sample(plan(sampler).build());
    Samples one = model.sample(plan(sampler).guidance(1).guidanceInterval(0.2, 0.4).build());
    Samples zero = model.sample(plan(sampler).guidance(0).build());

    assertThat(one.values()).containsExactly(plain.values().toArray(float[][]::new));
    assertThat(one.evaluations()).isEqualTo(plain.evaluations());
    assertThat(zero.values())
        .containsExactly(
            model.sample(plan(sampler).label(2).build()).values().toArray(float[][]::new));
  }

  @Test
  void drawsTheSameRowInAnyCompany() {
    SamplePlan.Builder plan =
        plan("euler-maruyama").labels(List.of(0, 1)).guidance(2.5).guidanceInterval(0.3, 0.8);
    Samples together = model.sample(plan.build());
    Samples split = model.sample(plan.batch(4).build());

    for (int row = 0; row < 9; row++) {
      assertThat(split.values().get(row)).isEqualTo(together.values().get(row));
      Samples alone = model.sample(plan.firstRow(row).count(1).build());
      assertThat(alone.values().get(0)).isEqualTo(together.values().get(row));
    }
  }

  @Test
  void isAppliedWithinItsIntervalOnly() {
    // Euler evaluates at 1 and six times below it; none is within the interval.
    SamplePlan.Builder plan = plan("euler").guidance(3);
    Samples never = model.sample(plan.guidanceInterval(0, 0.1).build());
    Samples late = model.sample(plan.guidanceInterval(0, 0.5).build());
    Samples plain = model.sample(plan("euler").build());

    assertThat(never.values()).containsExactly(plain.values().toArray(float[][]::new));
    assertThat(never.evaluations()).isEqualTo(9 * 7);
    // At 0.429, 0.287 and 0.144 of 1, 0.857, 0.715, 0.572, …
    assertThat(late.evaluations()).isEqualTo(9 * (7 + 3));
    assertThat(late.values().get(0)).isNotEqualTo(plain.values().get(0));
  }

  @Test
  void countsTheEvaluationsOfTheNetwork() {
    SamplePlan plan = plan("heun").guidance(2).build();
    List<Long> heard = new ArrayList<>();
    List<Sample> rows = new ArrayList<>();

    model.sample(
        plan,
        new RunListener<>() {
          @Override
          public void evaluated(long evaluations) {
            heard.add(evaluations);
          }

          @Override
          public void finished(Sample sample) {
            rows.add(sample);
          }
        });

    assertThat(plan.evaluations()).hasValue(28);
    assertThat(rows).hasSize(9).allMatch(row -> row.evaluations() == 28);
    assertThat(heard).endsWith(9 * 28L);
    assertThat(plan("heun").guidance(2).guidanceInterval(0, 0.5).build().evaluations()).isEmpty();
    assertThat(plan("heun").guidance(1).build().evaluations()).hasValue(14);
  }

  @Test
  void spendsAGivenNumberOfEvaluations() {
    SamplePlan.Builder plan = plan("heun").evaluations(20).guidance(2);

    assertThat(model.sample(plan.count(1).build()).evaluations()).isEqualTo(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.evaluations(21).build())
        .withMessage(
            "evaluations: 21 (expected: what whole steps of heun take; the nearest is 20)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.evaluations(20).guidanceInterval(0.1, 0.5).build())
        .withMessageStartingWith("evaluations: 20 (expected: steps, as guidance takes");
    assertThat(plan.guidance(1).guidanceInterval(0.1, 0.5).build().evaluations()).hasValue(20);
  }

  @Test
  void refusesWhatCanNotBeGuided() {
    refused("with a label of 0 to 1 for every row", model, plan("heun").labels(List.of()));
    refused("with a label of 0 to 1 for every row", model, plan("heun").labels(List.of(0, 2)));
    try (DriftModel withoutNull =
            DriftModel.of(Artefacts.labelledPoints(3, CLASSES), OrtSettings.DEFAULT);
        DriftModel plain =
            DriftModel.of(Artefacts.gaussianPoints(List.of(0.0), 1), OrtSettings.DEFAULT)) {
      refused("none, as the model has no label for", withoutNull, plan("heun"));
      refused("none, as the model has no classes", plain, plan("heun").labels(List.of()));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("heun").guidanceInterval(0.1, 0.2))
        .withMessage("guidance-interval: 0.1:0.2 (expected: with guidance)");
  }

  private static void refused(String expected, DriftModel model, SamplePlan.Builder plan) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.sample(plan.guidance(2).build()))
        .withMessageStartingWith("guidance: given (expected: " + expected);
  }
}
