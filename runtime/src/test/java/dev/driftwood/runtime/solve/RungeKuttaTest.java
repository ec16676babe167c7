package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.OrderOfConvergence;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RungeKuttaTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double MEAN = 0.5;
  private static final double DEVIATION = 0.3;
  // Nearer to 0 the flow contracts so strongly that the fifth-order term is not the leading one.
  private static final double T_MIN = 0.2;
  private static final GaussianDrift DRIFT = GaussianDrift.isotropic(VP, 1, MEAN, DEVIATION);

  @ParameterizedTest
  @MethodSource("tableaus")
  void convergesWithItsOrder(ButcherTableau tableau) {
    // The probability flow of a normal law moves a point with its standard score.
    int base = tableau.order() == 5 ? 64 : 128;
    double measured =
        OrderOfConvergence.measure(
            n -> sample(tableau, n)[0] - transported(1.0, T_MIN, 0.7), base, 2 * base, 4 * base);
    // Two grid doublings from the asymptotic range: a fifth of an order is a wide margin.
    assertThat(measured).isCloseTo(tableau.order(), within(0.2));
  }

  @ParameterizedTest
  @MethodSource("tableaus")
  void usesTheEvaluationsItDeclares(ButcherTableau tableau) {
    GridState[] last = new GridState[1];
    run(tableau, TimeGrid.uniform(1.0, T_MIN, 10), 0.7, last);
    assertThat(last[0].progress())
        .isEqualTo(new Progress(10, 10 * tableau.evaluationsPerStep(), Outcome.DONE));
  }

  @Test
  void runsForwardAsWellAsBackward() {
    GridState[] last = new GridState[1];
    run(ButcherTableau.classical(), TimeGrid.uniform(0.0, 1.0, 400), 0.7, last);
    // Fourth order at 400 steps, measured 1e-9.
    assertThat(last[0].x()[0]).isCloseTo(transported(0.0, 1.0, 0.7), within(1e-7));
  }

  /** Conditions for orders 1 to 3 and row sums; Hairer, Nørsett, Wanner, section II.1. */
  @ParameterizedTest
  @MethodSource("tableaus")
  void tableauMeetsTheOrderConditions(ButcherTableau tableau) {
    double[] moments = new double[5];
    for (int i = 0; i < tableau.stages(); i++) {
      double sum = 0.0;
      for (int j = 0; j < i; j++) {
        sum += tableau.a(i, j);
      }
      // A handful of roundings of numbers up to 13.
      assertThat(sum).isCloseTo(tableau.c(i), within(2e-14));
      for (int k = 0; k < moments.length; k++) {
        moments[k] += tableau.b(i) * Math.pow(tableau.c(i), k);
      }
    }
    for (int k = 0; k < tableau.order(); k++) {
      assertThat(moments[k]).isCloseTo(1.0 / (k + 1), within(2e-14));
    }
  }

  static Stream<ButcherTableau> tableaus() {
    return Stream.of(
        ButcherTableau.euler(),
        ButcherTableau.heun(),
        ButcherTableau.classical(),
        ButcherTableau.dormandPrince(),
        ButcherTableau.tsitouras());
  }

  private static double[] sample(ButcherTableau tableau, int steps) {
    GridState[] last = new GridState[1];
    run(tableau, TimeGrid.uniform(1.0, T_MIN, steps), 0.7, last);
    return last[0].x();
  }

  private static void run(ButcherTableau tableau, TimeGrid grid, double x, GridState[] last) {
    Stepper<GridState> stepper =
        GridStepper.solving(new RungeKutta(new ProbabilityFlow(VP), tableau), grid);
    GridState start = stepper.start(new RowId(0), new double[] {x});
    new Integrator(DRIFT, 1).integrate(stepper, List.of(start).iterator(), s -> last[0] = s);
  }

  private static double transported(double from, double to, double x) {
    double score = (x - VP.alpha(from) * MEAN) / deviation(from);
    return VP.alpha(to) * MEAN + score * deviation(to);
  }

  private static double deviation(double t) {
    return Math.hypot(VP.alpha(t) * DEVIATION, VP.sigma(t));
  }
}
