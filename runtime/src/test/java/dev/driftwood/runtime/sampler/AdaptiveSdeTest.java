package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.BrownianPath;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveSdeTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final NoiseStream NOISE = new NoiseStream(20);
  private static final double[] MEAN = {0.5, -0.3};
  private static final double[][] COVARIANCE = {{0.09, 0.04}, {0.04, 0.16}};

  @ParameterizedTest
  @MethodSource("sdes")
  void samplesHaveTheMomentsOfTheData(Sde sde) {
    samplesHaveTheMomentsOfTheData(sde, new Tolerance(0.05, 0.0078), 100, 0.05);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("sdes")
  void manySamplesAtATightToleranceHaveTheMomentsOfTheData(Sde sde) {
    samplesHaveTheMomentsOfTheData(sde, new Tolerance(0.01, 0.001), 2048, 0.02);
  }

  /** Five standard errors for each of five moments, and the bias of the method. */
  private static void samplesHaveTheMomentsOfTheData(
      Sde sde, Tolerance tolerance, int rows, double bias) {
    double[] mean = new double[2];
    double[][] covariance = new double[2][2];
    AdaptiveSde stepper = new AdaptiveSde(sde, 1e-3, tolerance, NOISE);
    DriftFunction drift = new GaussianDrift(sde, MEAN, COVARIANCE);
    for (AdaptiveNoiseState state : run(stepper, drift, rows, 256)) {
      assertThat(state.progress().outcome()).isEqualTo(Outcome.DONE);
      for (int i = 0; i < 2; i++) {
        mean[i] += state.x()[i] / rows;
        for (int j = 0; j < 2; j++) {
          covariance[i][j] += (state.x()[i] - MEAN[i]) * (state.x()[j] - MEAN[j]) / rows;
        }
      }
    }
    for (int i = 0; i < 2; i++) {
      double error = 5.0 * Math.sqrt(COVARIANCE[i][i] / rows);
      assertThat(mean[i]).isCloseTo(MEAN[i], within(error + 2e-3));
      for (int j = 0; j < 2; j++) {
        double product = COVARIANCE[i][i] * COVARIANCE[j][j];
        double square = COVARIANCE[i][j] * COVARIANCE[i][j];
        double slack = 5.0 * Math.sqrt((product + square) / rows) + bias * Math.sqrt(product);
        assertThat(covariance[i][j]).isCloseTo(COVARIANCE[i][j], within(slack));
      }
    }
  }

  /**
   * Rows follow the solution on their own Brownian path, however many tries it takes. With fresh
   * noise for a try, they would be as far from it as from the solution on another path.
   */
  @Test
  void approachesTheSolutionOnItsPathAsTheToleranceFalls() {
    double fine = distance(0.01, 0);
    assertThat(fine).isLessThan(distance(0.1, 0) / 3.0);
    // The tolerance over some tens of steps; another path is as far away as the data are wide.
    assertThat(fine).isLessThan(0.02);
    assertThat(distance(0.01, 1)).isGreaterThan(0.2);
  }

  @Test
  void rowsHaveTheSameBitsInAnyBatch() {
    AdaptiveSde usual = new AdaptiveSde(VP, 1e-3, new Tolerance(0.05, 0.0078), NOISE);
    List<double[]> alone = points(usual, 1);
    assertThat(points(usual, 3)).containsExactlyElementsOf(alone);
    assertThat(points(usual, 20)).containsExactlyElementsOf(alone);
  }

  @Test
  void rejectedStepsCostOneEvaluationMore() {
    AdaptiveSde usual = new AdaptiveSde(VP, 1e-3, new Tolerance(0.05, 0.0078), NOISE);
    Map<Long, Integer> rejections = new HashMap<>();
    List<AdaptiveNoiseState> ends = new ArrayList<>();
    integrate(
        usual,
        MixtureDrift.pair(VP),
        20,
        20,
        ends,
        state -> rejections.merge(state.id().key(), state.rejected() ? 1 : 0, Integer::sum));
    assertThat(rejections.values()).anyMatch(count -> count > 0);
    for (AdaptiveNoiseState end : ends) {
      int tries = end.progress().step();
      int rejected = rejections.get(end.id().key());
      assertThat(end.progress().evaluations()).isEqualTo(2 * tries - rejected);
    }
  }

  @Test
  void endsTheRowAtTheStepLimit() {
    AdaptiveSde few = new AdaptiveSde(VP, 1e-3, new Tolerance(1e-3, 1e-3, 5), NOISE);
    AdaptiveNoiseState end = run(few, MixtureDrift.pair(VP), 1, 1).get(0);
    assertThat(end.progress().outcome()).isEqualTo(Outcome.STEP_LIMIT);
    assertThat(end.progress().step()).isEqualTo(5);
  }

  @Test
  void endsTheRowWhereNoStepIsSmallEnough() {
    DriftFunction rough =
        queries ->
            queries.stream()
                .map(q -> Math.sin(1e40 * q.t() + 1e30 * q.x()[0]) * 1e18)
                .map(value -> new Evaluation(new double[] {value, value}))
                .toList();
    AdaptiveSde usual = new AdaptiveSde(VP, 1e-3, new Tolerance(0.05, 0.0078), NOISE);
    assertThat(run(usual, rough, 1, 1).get(0).progress().outcome())
        .isEqualTo(Outcome.STEP_TOO_SMALL);
  }

  @Test
  void endLeavesOutTheNoise() {
    Sde ve = VarianceExploding.standard();
    double[] x = {0.7};
    double[] drift = {-2.0};
    double[] means = new double[2];
    for (int i = 0; i < 2; i++) {
      NoiseStep step = new NoiseStep(ve, x, 0.3, 0.2, new double[] {0.1}, new double[] {0.4 * i});
      means[i] = step.withoutNoise(step.improved(step.euler(drift), drift))[0];
    }
    // VE has no drift but the network's, which is constant here; roundings of the noise.
    assertThat(means[0]).isCloseTo(means[1], within(1e-14));
    double expected = 0.7 - 2.0 * 0.1 * 0.5 * (ve.g(0.3) + ve.g(0.2));
    assertThat(means[0]).isCloseTo(expected, within(1e-14));
  }

  @Test
  void takesTolerancesOnly() {
    SamplePlan.Builder plan = SamplePlan.builder().sampler("adaptive-sde");
    assertThat(plan.build().budget()).isEqualTo(new Budget.Tolerances(0.05, 0.0078));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.steps(10).build())
        .withMessageContaining("expected: rtol, atol with adaptive-sde");
  }

  static Stream<Sde> sdes() {
    return Stream.of(
        VP,
        SubVariancePreserving.standard(),
        VarianceExploding.standard(),
        CosineVariancePreserving.standard());
  }

  private static List<double[]> points(AdaptiveSde stepper, int batch) {
    return run(stepper, MixtureDrift.pair(VP), 20, batch).stream()
        .map(AdaptiveNoiseState::x)
        .toList();
  }

  private static List<AdaptiveNoiseState> run(
      AdaptiveSde stepper, DriftFunction drift, int rows, int batch) {
    List<AdaptiveNoiseState> ends = new ArrayList<>();
    integrate(stepper, drift, rows, batch, ends, state -> {});
    ends.sort((a, b) -> Long.compare(a.id().key(), b.id().key()));
    return ends;
  }

  private static void integrate(
      AdaptiveSde stepper,
      DriftFunction drift,
      int rows,
      int batch,
      List<AdaptiveNoiseState> ends,
      Consumer<AdaptiveNoiseState> onMove) {
    PriorDraw prior = new PriorDraw(stepper.sde(), NOISE);
    new Integrator(drift, batch)
        .integrate(
            stepper,
            LongStream.range(0, rows)
                .mapToObj(RowId::new)
                .map(id -> stepper.start(id, prior.of(id, 2)))
                .iterator(),
            ends::add,
            new IntegrationListener<AdaptiveNoiseState>() {
              @Override
              public void moved(AdaptiveNoiseState state) {
                onMove.accept(state);
              }
            });
  }

  /**
   * The root mean square distance, before the last step, from the solution on the path of the row
   * so many numbers further.
   */
  private static double distance(double tolerance, int shift) {
    int rows = 12;
    AdaptiveSde stepper = new AdaptiveSde(VP, 0.02, new Tolerance(tolerance, tolerance), NOISE);
    MixtureDrift drift = MixtureDrift.pair(VP);
    Map<Long, AdaptiveNoiseState> last = new HashMap<>();
    integrate(
        stepper,
        drift,
        rows,
        rows,
        new ArrayList<>(),
        state -> {
          if (state.t() > 0.02) {
            last.put(state.id().key(), state);
          }
        });
    double squares = 0.0;
    for (AdaptiveNoiseState state : last.values()) {
      double[] solution = solution(drift, state.id(), shift, state.t());
      squares += Math.pow(Math.hypot(state.x()[0] - solution[0], state.x()[1] - solution[1]), 2);
    }
    return Math.sqrt(squares / (2.0 * rows));
  }

  /** By five hundred equal steps of the improved Euler method. */
  private static double[] solution(MixtureDrift drift, RowId id, int shift, double end) {
    BrownianPath path = new BrownianPath(NOISE, id.key() + shift, 0, 2);
    double[] x = new PriorDraw(VP, NOISE).of(id, 2);
    int steps = 500;
    double from = 1.0;
    double[] before = path.at(from);
    for (int i = 1; i <= steps; i++) {
      double to = i == steps ? end : 1.0 - (1.0 - end) * i / steps;
      double[] after = path.at(to);
      NoiseStep step = new NoiseStep(VP, x, from, to, before, after);
      double[] proposal = step.euler(drift.drift(x, from));
      x = step.improved(proposal, drift.drift(proposal, to));
      from = to;
      before = after;
    }
    return x;
  }
}
