package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RungeKuttaTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final double MEAN = 0.5;
  private static final double DEVIATION = 0.3;
  // Nearer to 0 the flow contracts so strongly that the fifth-order term is not the leading one.
  private static final double T_MIN = 0.2;
  private static final GaussianDrift DRIFT = GaussianDrift.isotropic(VP, 1, MEAN, DEVIATION);

  @ParameterizedTest
  @EnumSource(names = {"EULER", "HEUN", "RK4", "DORMAND_PRINCE"})
  void convergesWithItsOrder(SamplerKind kind) {
    // The probability flow of a normal law moves a point with its standard score.
    int base = kind == SamplerKind.DORMAND_PRINCE ? 24 : 128;
    double measured =
        OrderOfConvergence.measure(
            n -> sample(kind, n)[0] - transported(1.0, T_MIN, 0.7), base, 2 * base, 4 * base);
    // Two grid doublings from the asymptotic range: a fifth of an order is a wide margin.
    assertThat(measured).isCloseTo(kind.order(), within(0.2));
  }

  @ParameterizedTest
  @EnumSource(names = {"EULER", "HEUN", "RK4", "DORMAND_PRINCE"})
  void usesTheEvaluationsItDeclares(SamplerKind kind) {
    GridState[] last = new GridState[1];
    run(kind, TimeGrid.uniform(1.0, T_MIN, 10), 0.7, last);
    assertThat(last[0].progress())
        .isEqualTo(new Progress(10, 10 * kind.evaluationsPerStep(), Outcome.DONE));
  }

  @Test
  void runsForwardAsWellAsBackward() {
    GridState[] last = new GridState[1];
    run(SamplerKind.RK4, TimeGrid.uniform(0.0, 1.0, 400), 0.7, last);
    // Fourth order at 400 steps, measured 1e-9.
    assertThat(last[0].x()[0]).isCloseTo(transported(0.0, 1.0, 0.7), within(1e-7));
  }

  /** Conditions for orders 1 to 3 and row sums; Hairer, Nørsett, Wanner, section II.1. */
  @ParameterizedTest
  @EnumSource(names = {"EULER", "HEUN", "RK4", "DORMAND_PRINCE"})
  void tableauMeetsTheOrderConditions(SamplerKind kind) {
    ButcherTableau tableau =
        switch (kind) {
          case EULER, EULER_MARUYAMA -> ButcherTableau.euler();
          case HEUN -> ButcherTableau.heun();
          case RK4 -> ButcherTableau.classical();
          case DORMAND_PRINCE -> ButcherTableau.dormandPrince();
        };
    double[] moments = new double[5];
    for (int i = 0; i < tableau.stages(); i++) {
      double sum = 0.0;
      for (int j = 0; j < i; j++) {
        sum += tableau.a(i, j);
      }
      // A handful of roundings of numbers up to 12.
      assertThat(sum).isCloseTo(tableau.c(i), within(1e-14));
      for (int k = 0; k < moments.length; k++) {
        moments[k] += tableau.b(i) * Math.pow(tableau.c(i), k);
      }
    }
    for (int k = 0; k < tableau.order(); k++) {
      assertThat(moments[k]).isCloseTo(1.0 / (k + 1), within(1e-14));
    }
  }

  private static double[] sample(SamplerKind kind, int steps) {
    GridState[] last = new GridState[1];
    run(kind, TimeGrid.uniform(1.0, T_MIN, steps), 0.7, last);
    return last[0].x();
  }

  private static void run(SamplerKind kind, TimeGrid grid, double x, GridState[] last) {
    Stepper<GridState> stepper = kind.onGrid(new ProbabilityFlow(VP), grid);
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
