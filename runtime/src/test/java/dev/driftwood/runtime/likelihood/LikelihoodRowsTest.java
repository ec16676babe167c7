package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LikelihoodRowsTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final NoiseStream NOISE = new NoiseStream(4);
  private static final MixtureDrift DRIFT = MixtureDrift.pair(VP);
  private static final int ROWS = 64;
  private static final int POISONED = 13;

  @ParameterizedTest
  @MethodSource("steppers")
  <S extends RowState> void scoreBelongsToItsRow(LikelihoodStepper<S> stepper) {
    List<RowId> ids = ids();
    Map<RowId, LikelihoodTerms> reference = run(stepper, ids, 1);
    for (int batch : new int[] {3, 64}) {
      Collections.rotate(ids, 17);
      Collections.swap(ids, 1, 50);
      // Records of doubles: equal means the same bits.
      assertThat(run(stepper, ids, batch)).isEqualTo(reference);
    }
    RowId one = new RowId(20);
    assertThat(run(stepper, List.of(one), 64).get(one)).isEqualTo(reference.get(one));
  }

  @ParameterizedTest
  @MethodSource("steppers")
  <S extends RowState> void rowThatIsNotFiniteFailsAlone(LikelihoodStepper<S> stepper) {
    List<RowId> ids = ids();
    RowId bad = new RowId(5, 0, POISONED);
    ids.set(5, bad);
    Map<RowId, LikelihoodTerms> terms = run(stepper, ids, 16);
    assertThat(terms.remove(bad).outcome()).isEqualTo(Outcome.NOT_FINITE);
    Map<RowId, LikelihoodTerms> healthy = run(stepper, ids(), 16);
    terms.forEach((id, value) -> assertThat(value).isEqualTo(healthy.get(id)));
    assertThat(terms.values()).allMatch(LikelihoodTerms::converged);
  }

  @ParameterizedTest
  @MethodSource("steppers")
  <S extends RowState> void everyDrawHasNoiseOfItsOwn(LikelihoodStepper<S> stepper) {
    RowId first = new RowId(3, 0, Query.UNLABELLED);
    RowId second = new RowId(3, 1, Query.UNLABELLED);
    Map<RowId, LikelihoodTerms> terms = run(stepper, List.of(first, second), 2);
    assertThat(terms.get(first).nats()).isNotEqualTo(terms.get(second).nats());
  }

  static Stream<Arguments> steppers() {
    Probes probes = Probes.rademacher(2, NOISE);
    return Stream.of(
            FlowLikelihood.adaptive(
                VP, probes, ButcherTableau.dormandPrince(), 1e-5, new Tolerance(1e-5, 1e-5)),
            FlowLikelihood.onGrid(
                VP, probes, ButcherTableau.heun(), TimeGrid.uniform(1e-5, 1.0, 15)),
            new EvidenceBound(VP, 1e-5, 16, BoundForm.DIVERGENCE, NOISE),
            new EvidenceBound(VP, 1e-5, 16, BoundForm.SCORE_MATCHING, NOISE),
            new DiscreteBound(VP, List.of(0.1, 0.4, 1.0), Decoder.normal(), NOISE))
        .map(Arguments::of);
  }

  private static List<RowId> ids() {
    return new ArrayList<>(IntStream.range(0, ROWS).mapToObj(RowId::new).toList());
  }

  private static <S extends RowState> Map<RowId, LikelihoodTerms> run(
      LikelihoodStepper<S> stepper, List<RowId> ids, int batch) {
    DriftFunction drift =
        queries -> queries.stream().map(LikelihoodRowsTest::answerWithPoison).toList();
    Map<RowId, LikelihoodTerms> terms = new HashMap<>();
    new Integrator(drift, batch)
        .integrate(
            stepper,
            ids.stream().map(id -> stepper.start(id, point(id))).iterator(),
            state -> terms.put(state.id(), stepper.terms(state)));
    return terms;
  }

  private static double[] point(RowId id) {
    double[] x = new double[2];
    NOISE.normals(id.key(), Purpose.DATA_SYNTHESIS, 0, 0, 0, x);
    return x;
  }

  private static Evaluation answerWithPoison(Query query) {
    return query.label() == POISONED
        ? new Evaluation(new double[] {Double.NaN, 0.0})
        : DRIFT.evaluate(List.of(query)).get(0);
  }
}
