package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPairTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final ProbabilityFlow FLOW = new ProbabilityFlow(VP);
  private static final GaussianDrift DRIFT = GaussianDrift.isotropic(VP, 1, 0.5, 0.3);

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-5, 1e-8, 1e-11})
  void errorFollowsTheTolerance(double tolerance) {
    errorFollowsTheTolerance(ButcherTableau.dormandPrince(), tolerance);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-5, 1e-8, 1e-11})
  void errorOfTsitourasFollowsTheTolerance(double tolerance) {
    errorFollowsTheTolerance(ButcherTableau.tsitouras(), tolerance);
  }

  private static void errorFollowsTheTolerance(ButcherTableau pair, double tolerance) {
    AdaptiveState last = run(DRIFT, pair, new Tolerance(tolerance, tolerance), 0.7);
    double score = (0.7 - VP.alpha(1.0) * 0.5) / deviation(1.0);
    double expected = VP.alpha(1e-3) * 0.5 + score * deviation(1e-3);
    assertThat(last.progress().outcome()).isEqualTo(Outcome.DONE);
    assertThat(last.t()).isEqualTo(1e-3);
    // Errors of some tens of steps add up, and the flow contracts: within ten tolerances.
    assertThat(last.x()[0]).isCloseTo(expected, within(10.0 * tolerance));
  }

  @Test
  void countsTwoEvaluationsToBeginAndSixForEveryStep() {
    Progress progress = run(new Tolerance(1e-5, 1e-5), 0.7).progress();
    assertThat(progress.evaluations()).isEqualTo(2 + 6 * progress.step());
    // Measured 15; far more would mean that the control does not work.
    assertThat(progress.step()).isLessThan(40);
  }

  @Test
  void endsTheRowAtTheStepLimit() {
    AdaptiveState last = run(new Tolerance(1e-8, 1e-8, 5), 0.7);
    assertThat(last.progress().outcome()).isEqualTo(Outcome.STEP_LIMIT);
    assertThat(last.progress().step()).isEqualTo(5);
  }

  @Test
  void endsTheRowWhereNoStepIsSmallEnough() {
    DriftFunction rough = queries -> queries.stream().map(EmbeddedPairTest::jump).toList();
    AdaptiveState last = run(rough, new Tolerance(1e-6, 1e-6), 0.7);
    assertThat(last.progress().outcome()).isEqualTo(Outcome.STEP_TOO_SMALL);
  }

  private static Evaluation jump(Query query) {
    return new Evaluation(new double[] {Math.sin(1e40 * query.t() + 1e30 * query.x()[0]) * 1e18});
  }

  private static AdaptiveState run(Tolerance tolerance, double x) {
    return run(DRIFT, tolerance, x);
  }

  private static AdaptiveState run(DriftFunction drift, Tolerance tolerance, double x) {
    return run(drift, ButcherTableau.dormandPrince(), tolerance, x);
  }

  private static AdaptiveState run(
      DriftFunction drift, ButcherTableau pair, Tolerance tolerance, double x) {
    EmbeddedPair stepper = new EmbeddedPair(FLOW, pair, 1.0, 1e-3, tolerance);
    AdaptiveState[] last = new AdaptiveState[1];
    AdaptiveState start = stepper.start(new RowId(0), new double[] {x});
    new Integrator(drift, 1).integrate(stepper, List.of(start).iterator(), s -> last[0] = s);
    return last[0];
  }

  private static double deviation(double t) {
    return Math.hypot(VP.alpha(t) * 0.3, VP.sigma(t));
  }
}
