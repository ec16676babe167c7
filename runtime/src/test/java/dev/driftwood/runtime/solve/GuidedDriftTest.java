package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuidedDriftTest {
  private static final Sde VP = VariancePreserving.standard();
  private static final int NONE = 1;
  private static final List<GaussianDrift> DRIFTS =
      List.of(
          new GaussianDrift(VP, new double[] {1, -2}, new double[][] {{0.5, 0.1}, {0.1, 0.3}}),
          new GaussianDrift(VP, new double[] {0, 0.5}, new double[][] {{2, 0}, {0, 1}}));

  private final List<List<Query>> calls = new ArrayList<>();

  private List<Evaluation> byLabel(List<Query> queries) {
    calls.add(queries);
    return queries.stream()
        .map(query -> DRIFTS.get(query.label()).evaluate(List.of(query)).get(0))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 0.5", "1, 1", "2, 2.5"})
  void leadsAwayFromNoClass(double weight, double t) {
    double[] x = {0.3, 0.7};
    double[] v = {1, -1};
    double time = t / 2.5;
    Query query = new Query(x, time, 0, List.of(v));

    Evaluation guided =
        new GuidedDrift(this::byLabel, Guidance.of(weight), NONE).evaluate(List.of(query)).get(0);

    for (int d = 0; d < 2; d++) {
      double given = DRIFTS.get(0).drift(x, time)[d];
      double without = DRIFTS.get(NONE).drift(x, time)[d];
      // Written with the terms gathered differently: rounding alone.
      assertThat(guided.drift()[d])
          .isCloseTo(weight * given + (1 - weight) * without, within(1e-13));
    }
    double given = trace(0, x, time, v);
    double without = trace(NONE, x, time, v);
    assertThat(guided.traces())
        .hasSize(1)
        .satisfies(
            traces ->
                assertThat(traces[0])
                    .isCloseTo(weight * given + (1 - weight) * without, within(1e-13)));
    assertThat(guided.cost()).isEqualTo(weight == 1 ? 1 : 2);
  }

  private static double trace(int label, double[] x, double t, double[] v) {
    double[] product = DRIFTS.get(label).product(x, t, v);
    return v[0] * product[0] + v[1] * product[1];
  }

  @Test
  void asksOnceForAllRowsAndTwiceWhereItApplies() {
    List<Query> queries =
        List.of(at(0.1), at(0.2), at(0.5), at(0.7), at(0.70001)); // 0.2 to 0.7 with both ends
    GuidedDrift drift = new GuidedDrift(this::byLabel, new Guidance(3, 0.2, 0.7), NONE);

    List<Evaluation> answers = drift.evaluate(queries);

    assertThat(calls).hasSize(1);
    assertThat(calls.get(0)).extracting(Query::label).containsExactly(0, 0, 1, 0, 1, 0, 1, 0);
    assertThat(answers).extracting(Evaluation::cost).containsExactly(1, 2, 2, 2, 1);
    for (int i : new int[] {0, 4}) {
      assertThat(answers.get(i).drift())
          .containsExactly(DRIFTS.get(0).drift(queries.get(i).x(), queries.get(i).t()));
    }
  }

  @Test
  void passesOnWhatAWeightOfOneLeavesAsItIs() {
    List<Query> queries = List.of(at(0.1), at(0.9));

    new GuidedDrift(this::byLabel, Guidance.of(1), NONE).evaluate(queries);

    assertThat(calls).containsExactly(queries);
  }

  private static Query at(double t) {
    return new Query(new double[] {t, 1 - t}, t, 0);
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "NaN", "Infinity"})
  void refusesWeights(double weight) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Guidance.of(weight))
        .withMessage("guidance: %s (expected: at least 0 and finite)", weight);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 1", "0, 1.1", "0.6, 0.5", "NaN, 1", "0, NaN"})
  void refusesIntervals(double from, double to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Guidance.of(2).within(from, to))
        .withMessageStartingWith("guidance-interval: %s:%s (expected: ", from, to);
  }

  @Test
  void knowsWhatADriftTakesWhereTimesDoNotDiffer() {
    assertThat(Guidance.of(1).within(0.2, 0.3).evaluations()).hasValue(1);
    assertThat(Guidance.of(0).evaluations()).hasValue(2);
    assertThat(Guidance.of(2).within(0, 0.9).evaluations()).isEmpty();
    assertThat(Guidance.of(2).within(0.1, 1).evaluations()).isEmpty();
  }
}
