package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.SamplingStepper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in the plane that a stepper draws from the prior of an SDE.
 *
 * @param sde whose prior
 * @param noise of the prior
 */
record Draws(Sde sde, NoiseStream noise) {
  private static final int BATCH = 256;

  /** The rows before their first step, in a list that may be changed. */
  <S extends RowState> List<S> starts(SamplingStepper<S> stepper, int first, int count) {
    PriorDraw prior = new PriorDraw(sde, noise);
    return new ArrayList<>(
        IntStream.range(first, first + count)
            .mapToObj(RowId::new)
            .map(id -> stepper.start(id, prior.of(id, 2)))
            .toList());
  }

  /** Rows from 0 on, in their order; two threads take the halves. */
  <S extends RowState> double[][] rows(DriftFunction drift, SamplingStepper<S> stepper, int count) {
    double[][] rows = new double[count][];
    int half = count / 2;
    IntStream.range(0, 2)
        .parallel()
        .forEach(
            part -> {
              int first = part * half;
              List<S> starts = starts(stepper, first, part == 0 ? half : count - half);
              new Integrator(drift, BATCH)
                  .integrate(
                      stepper,
                      starts.iterator(),
                      state -> rows[Math.toIntExact(state.id().key())] = state.x());
            });
    return rows;
  }
}
