package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.driftwood.runtime.fixture.Steppers;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import org.junit.jupiter.api.Test;

class LiveRowTest {
  private static final Sde VP = VariancePreserving.standard();

  @Test
  void asksForTheSamePointUntilItIsAnswered() {
    LiveRow<GridState> row = row(2);
    Query first = row.ask().orElseThrow();
    assertThat(row.ask().orElseThrow()).isSameAs(first);
    row.answer(new Evaluation(new double[] {0.5}));
    Query second = row.ask().orElseThrow();
    assertThat(second.t()).isLessThan(first.t());
    row.answer(new Evaluation(new double[] {0.5}));
    assertThat(row.ask()).isEmpty();
    assertThat(row.state().progress()).isEqualTo(new Progress(2, 2, Outcome.DONE));
  }

  @Test
  void refusesAnAnswerItDidNotAskFor() {
    assertThatIllegalStateException()
        .isThrownBy(() -> row(1).answer(new Evaluation(new double[] {0.0})))
        .withMessage("evaluation: given to a row that did not ask for one");
  }

  @Test
  void endsWhereTheStateOverflows() {
    LiveRow<GridState> row = row(2);
    row.ask();
    row.answer(new Evaluation(new double[] {Double.MAX_VALUE}));
    assertThat(row.ask()).isEmpty();
    assertThat(row.state().progress()).isEqualTo(new Progress(1, 1, Outcome.NOT_FINITE));
  }

  private static LiveRow<GridState> row(int steps) {
    TimeGrid grid = TimeGrid.uniform(1.0, 1e-3, steps);
    GridStepper stepper = Steppers.eulerMaruyama(VP, 0.0, grid, new NoiseStream(1));
    return new LiveRow<>(
        stepper, stepper.start(new RowId(3), new double[] {0.1}), new IntegrationListener<>() {});
  }
}
