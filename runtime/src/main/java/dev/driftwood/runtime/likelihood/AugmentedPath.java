package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.Stepper;
import java.util.Arrays;
import java.util.List;

/**
 * A path on which the log-density is integrated as further dimensions of the row.
 *
 * @param flow the equation
 * @param solver of it
 * @param <S> the solver's state
 */
record AugmentedPath<S extends RowState>(DensityFlow flow, Stepper<S> solver)
    implements DensityPath<S> {
  @Override
  public S start(RowId id, double[] x) {
    return solver.start(id, flow.augmented(x));
  }

  @Override
  public Move<S> advance(S state, List<Evaluation> soFar) {
    return solver.advance(state, soFar);
  }

  @Override
  public S end(S state, int evaluations, Outcome outcome) {
    return solver.end(state, evaluations, outcome);
  }

  @Override
  public double[] row(S state) {
    return Arrays.copyOf(state.x(), flow.dimension(state.x()));
  }

  @Override
  public Estimate change(S state) {
    double[] z = state.x();
    int dimension = flow.dimension(z);
    return flow.probes().mean(Arrays.copyOfRange(z, dimension, z.length), dimension);
  }
}
