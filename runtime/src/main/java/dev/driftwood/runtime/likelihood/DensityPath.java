package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.Stepper;

/**
 * The way of a row along the probability flow from tMin to T, with the change of its log-density.
 *
 * @param <S> the state of a row
 */
sealed interface DensityPath<S extends RowState> extends Stepper<S>
    permits AugmentedPath, SemiLinearPath {
  /** The row itself. */
  double[] row(S state);

  /** ∫ ∇·(μ y − ½ g a) dt as far as the row has come. */
  Estimate change(S state);
}
