package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.Stepper;

/**
 * A stepper whose rows end in a log-likelihood.
 *
 * @param <S> the state of a row
 */
public sealed interface LikelihoodStepper<S extends RowState> extends Stepper<S>
    permits FlowLikelihood, EvidenceBound, DiscreteBound {
  /** What the final state says about the row. */
  LikelihoodTerms terms(S state);
}
