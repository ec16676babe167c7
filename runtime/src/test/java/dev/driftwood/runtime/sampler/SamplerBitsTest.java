package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.sampler.SamplerVariants.Variant;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.SamplingStepper;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The result of a row belongs to the row, whatever the sampler. */
class SamplerBitsTest {
  private static final int ROWS = 64;

  @ParameterizedTest(name = "{0}")
  @MethodSource("steppers")
  <S extends RowState> void drawsTheSameBitsInAnyCompany(String name, SamplingStepper<S> stepper) {
    Map<Long, double[]> alone = new HashMap<>();
    for (int row = 0; row < ROWS; row++) {
      alone.putAll(run(stepper, Ring.DRAWS.starts(stepper, row, 1), 1));
    }
    for (int batch : new int[] {1, 7, 64}) {
      List<S> shuffled = Ring.DRAWS.starts(stepper, 0, ROWS);
      Collections.shuffle(shuffled, new Random(batch));
      assertSame(run(stepper, shuffled, batch), alone, ROWS);
    }
    Map<Long, double[]> split = run(stepper, Ring.DRAWS.starts(stepper, 0, 23), 7);
    split.putAll(run(stepper, Ring.DRAWS.starts(stepper, 23, ROWS - 23), 64));
    assertSame(split, alone, ROWS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steppers")
  <S extends RowState> void goesOnWhereItWasCancelled(String name, SamplingStepper<S> stepper) {
    Map<Long, double[]> whole = run(stepper, Ring.DRAWS.starts(stepper, 0, 8), 8);
    Map<Long, double[]> resumed = new HashMap<>();
    List<S> rows = Ring.DRAWS.starts(stepper, 0, 8);
    for (int stops = 0; !rows.isEmpty(); stops++) {
      rows =
          new Integrator(Ring.DRIFT, 8)
              .integrate(
                  stepper,
                  rows.iterator(),
                  state -> resumed.put(state.id().key(), state.x()),
                  cancelling(stops < 3 ? 5 + stops : Integer.MAX_VALUE));
    }
    assertSame(resumed, whole, 8);
  }

  static Stream<Arguments> steppers() {
    return SamplerVariants.all().flatMap(SamplerBitsTest::steppers);
  }

  private static Stream<Arguments> steppers(Variant variant) {
    return Ring.steppers(variant.sampler(), 12, 1e-2).stream()
        .map(stepper -> Arguments.of(SamplerVariants.name(variant, stepper), stepper));
  }

  private static <S extends RowState> Map<Long, double[]> run(
      SamplingStepper<S> stepper, List<S> rows, int batch) {
    Map<Long, double[]> finished = new HashMap<>();
    new Integrator(Ring.DRIFT, batch)
        .integrate(
            stepper,
            rows.iterator(),
            state -> {
              assertThat(state.progress().outcome()).isEqualTo(Outcome.DONE);
              finished.put(state.id().key(), state.x());
            });
    return finished;
  }

  private static <S> IntegrationListener<S> cancelling(int afterCalls) {
    int[] calls = {0};
    return new IntegrationListener<>() {
      @Override
      public boolean cancelled() {
        return calls[0]++ == afterCalls;
      }
    };
  }

  private static void assertSame(
      Map<Long, double[]> rows, Map<Long, double[]> expected, int count) {
    assertThat(rows).hasSize(count);
    rows.forEach((key, x) -> assertThat(x).as("row %d", key).containsExactly(expected.get(key)));
  }
}
