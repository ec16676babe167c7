package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.VariancePreserving;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerKindTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsName(SamplerKind kind) {
    assertThat(SamplerKind.named(kind.label())).isEqualTo(kind);
  }

  @Test
  void namesTheNearestForAnUnknownName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplerKind.named("huen"))
        .withMessageContaining("huen")
        .withMessageContaining("heun")
        .withMessageContaining("dormand-prince");
  }

  @ParameterizedTest
  @CsvSource({"HEUN, 40, 20", "EULER_MARUYAMA, 17, 17", "RK4, 40, 10", "DORMAND_PRINCE, 60, 10"})
  void turnsEvaluationsIntoSteps(SamplerKind kind, int evaluations, int steps) {
    assertThat(kind.stepsFor(evaluations)).isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({
    "HEUN, 41, 40",
    "HEUN, 1, 2",
    "RK4, 43, 44",
    "RK4, 41, 40",
    "EULER, 0, 1",
    "HEUN, -3, 2"
  })
  void namesTheNearestEvaluationsItCanMeet(SamplerKind kind, int evaluations, int nearest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.stepsFor(evaluations))
        .withMessageContaining("evaluations: " + evaluations)
        .withMessageEndingWith("the nearest is " + nearest + ")");
  }

  @Test
  void refusesAnotherLambdaForTheProbabilityFlow() {
    GenerativeFamily family = new GenerativeFamily(VariancePreserving.standard(), 0.0);
    TimeGrid grid = TimeGrid.uniform(1.0, 1e-3, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplerKind.HEUN.onGrid(family, grid, new NoiseStream(0)))
        .withMessageStartingWith("lambda: 0.0 (expected: 1");
  }
}
