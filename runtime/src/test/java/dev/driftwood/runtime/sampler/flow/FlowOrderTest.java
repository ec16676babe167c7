package dev.driftwood.runtime.sampler.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.OrderOfConvergence;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Past;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The slope of the error at the end against the number of steps. */
@Tag("one-jdk")
class FlowOrderTest {
  // Three times the steps from the asymptotic range; measured slopes lie within a fifth.
  private static final double MARGIN = 0.25;

  private static final Sde VP = VariancePreserving.standard();
  private static final List<double[]> SCORES =
      List.of(new double[] {0.9, -0.4}, new double[] {-0.3, 1.4});

  @ParameterizedTest
  @MethodSource("problems")
  void convergesWithItsOrder(List<FlowProblem> points, String spacing) {
    for (Sampler sampler : samplers()) {
      GridMethod method = sampler.method(points.get(0).sde());
      if (declared(method) == formula(sampler)) {
        double measured = slope(points, (p, n) -> p.error(method, p.grid(spacing, n)), 128, 384);
        assertThat(measured).as(text(sampler)).isCloseTo(declared(method), within(MARGIN));
      }
    }
  }

  static Stream<Arguments> problems() {
    Stream<Arguments> further =
        Stream.of(Arguments.of(correlated(VP), "log-snr"), Arguments.of(ring(VP), "uniform"));
    Stream<Arguments> every =
        FlowSamplers.sdes().stream()
            .flatMap(
                sde ->
                    Stream.of(
                        // The kink of the cosine's g² near T is within one uniform step.
                        Arguments.of(correlated(sde), isCosine(sde) ? "log-snr" : "uniform"),
                        Arguments.of(ring(sde), "log-snr"),
                        Arguments.of(narrow(sde), "log-snr")));
    return Stream.concat(further, every);
  }

  private static boolean isCosine(Sde sde) {
    return sde.equals(CosineVariancePreserving.standard());
  }

  @Test
  void keepsTheOrderOfItsFormulaFromExactStartingValues() {
    for (Sampler sampler : samplers()) {
      GridMethod method = sampler.method(VP);
      double measured = slope(correlated(VP), (p, n) -> errorFromExactPast(p, method, n), 128, 384);
      assertThat(measured).as(text(sampler)).isCloseTo(formula(sampler), within(MARGIN));
    }
  }

  /** From T on VP the error of the first steps is below that of the formula for long. */
  @Test
  void isLimitedByItsFirstStepsInTheLimit() {
    Sde ve = VarianceExploding.standard();
    for (Sampler sampler : samplers()) {
      GridMethod method = sampler.method(ve);
      if (declared(method) < formula(sampler)) {
        double measured =
            slope(correlated(ve), (p, n) -> p.error(method, p.grid("log-snr", n)), 512, 2048);
        assertThat(measured).as(text(sampler)).isGreaterThan(declared(method) - MARGIN);
      }
    }
  }

  /** Its last term is half of what order 3 needs, so errors of orders 2 and 3 are mixed. */
  @ParameterizedTest
  @EnumSource(Prediction.class)
  void thirdOrderMultistepOfTheAuthorsIsOfOrderTwoInTheLimit(Prediction prediction) {
    List<FlowProblem> points = correlated(VP);
    GridMethod three = FlowMethods.multistep(points.get(0).sde(), prediction, 3);
    GridMethod two = FlowMethods.multistep(points.get(0).sde(), prediction, 2);
    TimeGrid coarse = points.get(0).grid("log-snr", 64);
    assertThat(slope(points, (p, n) -> p.error(three, p.grid("log-snr", n)), 1024, 4096))
        .isCloseTo(declared(three), within(MARGIN));
    assertThat(points.get(0).error(three, coarse)).isLessThan(points.get(0).error(two, coarse));
  }

  private static List<Sampler> samplers() {
    return FlowSamplers.all().stream()
        .filter(sampler -> !(isMultistepOfDpm(sampler) && order(sampler) == 3.0))
        .toList();
  }

  private static List<FlowProblem> correlated(Sde sde) {
    return SCORES.stream()
        .map(scores -> FlowProblem.gaussian(sde, new double[] {0.8, 0.4}, scores, 0.05))
        .toList();
  }

  private static List<FlowProblem> ring(Sde sde) {
    return SCORES.stream().map(scores -> FlowProblem.ring(sde, scores, 0.05)).toList();
  }

  /** Stiff: the flow's slope grows by 1/0.02² towards the data. */
  private static List<FlowProblem> narrow(Sde sde) {
    return SCORES.stream()
        .map(scores -> FlowProblem.gaussian(sde, new double[] {0.02, 0.03}, scores, 1e-4))
        .toList();
  }

  /** The order that the formula would have with exact evaluations behind it. */
  private static double formula(Sampler sampler) {
    return switch (sampler.kind()) {
      case UNIPC -> order(sampler) + 1;
      case IPNDM -> Math.min(order(sampler), 2);
      default -> order(sampler);
    };
  }

  private static double declared(GridMethod method) {
    return method.order().deterministic().orElseThrow();
  }

  private static double order(Sampler sampler) {
    return sampler.settings().number(SamplerOption.ORDER);
  }

  private static boolean isMultistepOfDpm(Sampler sampler) {
    double multistep = SamplerOption.VARIANT.parse("multistep");
    return Objects.equals(sampler.settings().values().get(SamplerOption.VARIANT), multistep);
  }

  private static double errorFromExactPast(FlowProblem problem, GridMethod method, int steps) {
    TimeGrid grid = problem.grid("log-snr", steps);
    int begun = method.memory();
    List<Past> past = new ArrayList<>();
    for (int i = begun - 1; i >= 0; i--) {
      double[] x = problem.exact().apply(grid.at(i));
      Query query = new Query(x, grid.at(i), Query.UNLABELLED);
      Evaluation found = problem.drift().evaluate(List.of(query)).get(0);
      past.add(new Past(grid.at(i), x, found.drift()));
    }
    Progress progress = new Progress(begun, begun, Outcome.RUNNING);
    double[] x = problem.exact().apply(grid.at(begun));
    GridStepper stepper = problem.stepper(method, grid);
    GridState start = new GridState(new RowId(0), progress, x, past);
    return problem.distance(FlowProblem.last(stepper, problem.drift(), start));
  }

  /** Over several points, since the error of one may change its sign. */
  private static double slope(
      List<FlowProblem> points, ToDoubleBiFunction<FlowProblem, Integer> error, int... steps) {
    return OrderOfConvergence.measure(
        n -> points.stream().mapToDouble(p -> error.applyAsDouble(p, n)).sum(), steps);
  }

  private static String text(Sampler sampler) {
    return sampler.kind().label() + " " + sampler.settings().values();
  }
}
