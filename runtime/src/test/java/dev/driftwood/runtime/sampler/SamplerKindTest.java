package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.solve.EndPolicy;
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
    assertThat(Sampler.of(kind).stepsFor(evaluations, EndPolicy.MEAN)).isEqualTo(steps);
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
        .isThrownBy(() -> Sampler.of(kind).stepsFor(evaluations, EndPolicy.MEAN))
        .withMessageContaining("evaluations: " + evaluations)
        .withMessageEndingWith("the nearest is " + nearest + ")");
  }

  @ParameterizedTest
  @EnumSource
  void countsAnyNumberOfEvaluationsAtOnce(SamplerKind kind) {
    Sampler sampler = Sampler.of(kind);
    if (kind.fixed() || kind.fitted()) {
      for (EndPolicy end : EndPolicy.values()) {
        // 2 to the 30 is met by every method but some, which name a number near it.
        assertThat(nearest(sampler, 1 << 30, end)).isBetween((1 << 30) - 64L, (1 << 30) + 64L);
        assertThat(nearest(sampler, Integer.MAX_VALUE, end)).isGreaterThan(1 << 30);
      }
    }
  }

  private static long nearest(Sampler sampler, int evaluations, EndPolicy end) {
    try {
      return sampler.evaluations(sampler.stepsFor(evaluations, end), end);
    } catch (IllegalArgumentException e) {
      return Long.parseLong(e.getMessage().replaceAll(".*nearest is (\\d+)\\)", "$1"));
    }
  }

  @Test
  void refusesAnOptionThatItDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Sampler(SamplerKind.HEUN, SamplerSettings.NONE.with(SamplerOption.LAMBDA, 0)))
        .withMessage("lambda: given (expected: no such option with heun)");
  }

  @Test
  void refusesAnOrderThatItDoesNotHave() {
    SamplerSettings four = SamplerSettings.NONE.with(SamplerOption.ORDER, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sampler(SamplerKind.UNIPC, four))
        .withMessage("order: 4 (expected: 1 to 3)");
    assertThat(new Sampler(SamplerKind.DEIS, four).evaluationsPerStep()).hasValue(1);
  }

  @Test
  void refusesAValueOutOfItsRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplerSettings.NONE.with(SamplerOption.LAMBDA, 1.5))
        .withMessage("lambda: 1.5 (expected: <= 1 and finite)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplerOption.ORDER.parse("2.5"))
        .withMessage("order: 2.5 (expected: a whole number from 1 to 4)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplerOption.BASIS.parse("roh"))
        .withMessageContaining("rho");
  }

  @Test
  void readsWhatItWrites() {
    for (SamplerKind kind : SamplerKind.values()) {
      kind.options()
          .forEach(
              (option, value) -> assertThat(option.parse(option.text(value))).isEqualTo(value));
    }
  }
}
