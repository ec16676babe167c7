package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.fixture.Steppers;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IntegratorTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final NoiseStream NOISE = new NoiseStream(4);
  private static final MixtureDrift DRIFT = MixtureDrift.pair(VP);
  private static final int ROWS = 64;
  private static final int POISONED = 13;

  @ParameterizedTest
  @MethodSource("steppers")
  <S extends RowState> void resultBelongsToItsRow(Stepper<S> stepper) {
    Map<Long, double[]> reference = run(stepper, rows(stepper), 1);
    for (int batch : new int[] {2, 7, 64, 100}) {
      List<S> shuffled = rows(stepper);
      Collections.rotate(shuffled, 11 * batch);
      Collections.swap(shuffled, 3, 40);
      Map<Long, double[]> other = run(stepper, shuffled, batch);
      // The same bits, whatever the company.
      reference.forEach((key, x) -> assertThat(other.get(key)).containsExactly(x));
    }
    Map<Long, double[]> alone = run(stepper, rows(stepper).subList(20, 21), 64);
    assertThat(alone.get(20L)).containsExactly(reference.get(20L));
  }

  @ParameterizedTest
  @MethodSource("steppers")
  <S extends RowState> void rowThatIsNotFiniteFailsAlone(Stepper<S> stepper) {
    DriftFunction poisoned =
        queries -> queries.stream().map(IntegratorTest::answerWithPoison).toList();
    List<S> rows = rows(stepper);
    double[] x = new PriorDraw(VP, NOISE).of(new RowId(5), 2);
    rows.set(5, stepper.start(new RowId(5, 0, POISONED), x));
    Map<Long, S> finished = new HashMap<>();
    new Integrator(poisoned, 16)
        .integrate(stepper, rows.iterator(), s -> finished.put(s.id().key(), s));
    Map<Long, double[]> healthy = run(stepper, rows(stepper), 16);
    assertThat(finished).hasSize(ROWS);
    assertThat(finished.get(5L).progress().outcome()).isEqualTo(Outcome.NOT_FINITE);
    assertThat(finished.get(5L).progress().evaluations()).isEqualTo(1);
    finished.remove(5L);
    finished.forEach(
        (key, state) -> {
          assertThat(state.progress().outcome()).isEqualTo(Outcome.DONE);
          assertThat(state.x()).containsExactly(healthy.get(key));
        });
  }

  @Test
  void infiniteStartFailsWithoutAnEvaluation() {
    Stepper<GridState> stepper = heun();
    GridState start = stepper.start(new RowId(1), new double[] {Double.POSITIVE_INFINITY, 0.0});
    List<GridState> finished = new ArrayList<>();
    new Integrator(queries -> List.of(), 4)
        .integrate(stepper, List.of(start).iterator(), finished::add);
    assertThat(finished.get(0).progress()).isEqualTo(new Progress(0, 0, Outcome.NOT_FINITE));
  }

  @ParameterizedTest
  @MethodSource("steppers")
  <S extends RowState> void cancelledRowsGoOnFromTheirStates(Stepper<S> stepper) {
    Map<Long, double[]> whole = run(stepper, rows(stepper).subList(0, 8), 8);
    Map<Long, double[]> resumed = new HashMap<>();
    int[] calls = {0};
    IntegrationListener<S> afterSeven =
        new IntegrationListener<>() {
          @Override
          public boolean cancelled() {
            return calls[0]++ == 7;
          }
        };
    Integrator integrator = new Integrator(DRIFT, 8);
    List<S> inFlight =
        integrator.integrate(
            stepper,
            rows(stepper).subList(0, 8).iterator(),
            s -> resumed.put(s.id().key(), s.x()),
            afterSeven);
    assertThat(inFlight).hasSize(8);
    integrator.integrate(stepper, inFlight.iterator(), s -> resumed.put(s.id().key(), s.x()));
    whole.forEach((key, x) -> assertThat(resumed.get(key)).containsExactly(x));
  }

  @Test
  void keepsTheBatchFullAndStreamsRows() {
    List<Integer> sizes = new ArrayList<>();
    DriftFunction counting =
        queries -> {
          sizes.add(queries.size());
          return DRIFT.evaluate(queries);
        };
    Stepper<GridState> stepper = heun();
    long[] evaluations = {0};
    int[] moves = {0};
    IntegrationListener<GridState> listener =
        new IntegrationListener<>() {
          @Override
          public void moved(GridState state) {
            moves[0]++;
          }

          @Override
          public void evaluated(long total) {
            evaluations[0] = total;
          }
        };
    new Integrator(counting, 10)
        .integrate(stepper, rows(stepper).iterator(), state -> {}, listener);
    // 64 rows in batches of 10: six full ones and one of 4, each of 20 steps of 2 evaluations.
    assertThat(sizes).hasSize(7 * 40).allMatch(size -> size == 10 || size == 4);
    assertThat(evaluations[0]).isEqualTo(64L * 40);
    assertThat(moves[0]).isEqualTo(64 * 20);
  }

  @Test
  void refusesABatchOfNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Integrator(DRIFT, 0))
        .withMessage("batch: 0 (expected: >= 1)");
  }

  static Stream<Arguments> steppers() {
    ProbabilityFlow flow = new ProbabilityFlow(VP);
    TimeGrid grid = TimeGrid.uniform(1.0, 1e-3, 20);
    return Stream.of(
            Steppers.eulerMaruyama(VP, 0.0, grid, NOISE),
            Steppers.eulerMaruyama(VP, 0.7, grid, NOISE),
            heun(),
            new EmbeddedPair(
                flow, ButcherTableau.dormandPrince(), 1.0, 1e-3, new Tolerance(1e-4, 1e-4)))
        .map(Arguments::of);
  }

  private static Stepper<GridState> heun() {
    return GridStepper.solving(
        new RungeKutta(new ProbabilityFlow(VP), ButcherTableau.heun()),
        TimeGrid.uniform(1.0, 1e-3, 20));
  }

  private static <S extends RowState> List<S> rows(Stepper<S> stepper) {
    PriorDraw prior = new PriorDraw(VP, NOISE);
    return new ArrayList<>(
        IntStream.range(0, ROWS)
            .mapToObj(RowId::new)
            .map(id -> stepper.start(id, prior.of(id, 2)))
            .toList());
  }

  private static <S extends RowState> Map<Long, double[]> run(
      Stepper<S> stepper, List<S> rows, int batch) {
    Map<Long, double[]> finished = new HashMap<>();
    new Integrator(DRIFT, batch)
        .integrate(stepper, rows.iterator(), s -> finished.put(s.id().key(), s.x()));
    return finished;
  }

  private static Evaluation answerWithPoison(Query query) {
    return query.label() == POISONED
        ? new Evaluation(new double[] {Double.NaN, 0.0})
        : DRIFT.evaluate(List.of(query)).get(0);
  }
}
