package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.solve.EndPolicy;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SamplePlanTest {
  @Test
  void usualPlanIsLegal() {
    assertThat(SamplePlan.builder().build().evaluations()).hasValue(50);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badPlans")
  void namesTheFieldThatIsWrong(String message, UnaryOperator<SamplePlan.Builder> bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bad.apply(SamplePlan.builder()).build())
        .withMessageStartingWith(message);
  }

  static Stream<Arguments> badPlans() {
    return Stream.of(
        bad("lambda: 1.5 (expected: <= 1", plan -> plan.sampler("euler-maruyama").lambda(1.5)),
        bad("lambda: NaN", plan -> plan.sampler("euler-maruyama").lambda(Double.NaN)),
        bad("lambda: given (expected: no such option with heun", plan -> plan.lambda(0)),
        bad("snr: given", plan -> plan.sampler("euler").option(SamplerOption.SNR, 0.1)),
        bad(
            "corrector-steps: given (expected: lambda with euler-maruyama)",
            plan -> plan.sampler("euler-maruyama").option(SamplerOption.CORRECTOR_STEPS, 1)),
        bad("eta: 2 (expected: a number from 0 to 1)", plan -> plan.option(SamplerOption.ETA, 2)),
        bad("order: 2.5", plan -> plan.option(SamplerOption.ORDER, 2.5)),
        bad("order: 9", plan -> plan.option(SamplerOption.ORDER, 9)),
        bad("basis: 2", plan -> plan.option(SamplerOption.BASIS, 2)),
        bad("grid: times[2]: 0.6", plan -> plan.grid("1,0.5,0.6,0.1")),
        bad("grid: times[2]: 0.5", plan -> plan.grid("1,0.5,0.5")),
        bad("grid: from 0.9", plan -> plan.grid("0.9,0.5,0.1")),
        bad("grid: from 0.0", plan -> plan.grid("0,0.5,1")),
        bad("grid: 2 steps (expected: 3)", plan -> plan.grid("1,0.5,0.1").steps(3)),
        bad(
            "grid: 2 steps (expected: none with rtol",
            plan -> plan.sampler("dormand-prince").grid("1,0.5,0.1").tolerances(1e-3, 1e-3)),
        bad("grid: karras:0.5", plan -> plan.grid("karras:0.5")),
        bad("grid: 'x' (expected: a number", plan -> plan.grid("1,x")),
        bad("steps: 0", plan -> plan.steps(0)),
        bad("evaluations: 7", plan -> plan.evaluations(7)),
        bad("rtol: 0.0", plan -> plan.sampler("dormand-prince").tolerances(0, 1e-3)),
        bad("atol: -1.0", plan -> plan.sampler("dormand-prince").tolerances(1e-3, -1)),
        bad("rtol, atol: given", plan -> plan.tolerances(1e-3, 1e-3)),
        bad(
            "end: denoise (expected: mean with rtol",
            plan -> plan.sampler("dormand-prince").tolerances(1e-3, 1e-3).end(EndPolicy.DENOISE)),
        bad("batch: 0", plan -> plan.batch(0)),
        bad("count: 0", plan -> plan.count(0)),
        bad("first-row: -1", plan -> plan.firstRow(-1)),
        bad("first-row: 9223372036854775807", plan -> plan.firstRow(Long.MAX_VALUE)));
  }

  @Test
  void namesTheNearestForUnknownNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().sampler("rk5"))
        .withMessageContaining("nearest: 'rk4'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().grid("karas"))
        .withMessageContaining("nearest: 'karras'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndPolicy.named("denoised"))
        .withMessageContaining("nearest: 'denoise'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplerOption.named("lamda"))
        .withMessageContaining("nearest: 'lambda'");
  }

  @ParameterizedTest
  @MethodSource("kindsOnGridsOnly")
  void refusesTolerancesWithASamplerOfFixedSteps(SamplerKind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SamplePlan.builder().sampler(kind).tolerances(1e-3, 1e-3).build())
        .withMessage(
            "rtol, atol: given (expected: steps or evaluations with %s, which takes fixed steps)",
            kind.label());
  }

  static Stream<SamplerKind> kindsOnGridsOnly() {
    return Arrays.stream(SamplerKind.values()).filter(kind -> !kind.adaptive());
  }

  @Test
  void refusesStepsWithASamplerThatOnlyChoosesItsOwn() {
    // A loop and not a parameter: there may be none.
    for (SamplerKind kind : SamplerKind.values()) {
      if (!kind.fixed() && kind.adaptive()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> SamplePlan.builder().sampler(kind).steps(10).build())
            .withMessageStartingWith("steps, evaluations: given (expected: rtol, atol");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void refusesOptionsThatASamplerDoesNotHave(SamplerKind kind, SamplerOption option) {
    SamplePlan.Builder plan = SamplePlan.builder().sampler(kind);
    // A number that is in the range of every option.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.option(option, 1).build())
        .withMessageStartingWith(option.label() + ": given (expected: ");
  }

  static Stream<Arguments> strangers() {
    return Arrays.stream(SamplerKind.values())
        .flatMap(
            kind ->
                Arrays.stream(SamplerOption.values())
                    .filter(option -> !kind.options().containsKey(option))
                    .map(option -> Arguments.of(kind, option)));
  }

  private static Arguments bad(String message, UnaryOperator<SamplePlan.Builder> plan) {
    return Arguments.of(message, plan);
  }
}
