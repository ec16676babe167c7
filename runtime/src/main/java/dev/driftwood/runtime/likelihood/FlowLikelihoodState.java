package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;

/**
 * A row on its way from tMin to T.
 *
 * @param path the solver's state of (y, l_1 … l_K)
 * @param gapKnown whether the gap has been estimated, which comes first
 * @param gap the estimate, none before
 * @param gapEvaluations evaluations used for it
 * @param failure how the row ended outside the path; running otherwise
 * @param <S> the solver's state
 */
public record FlowLikelihoodState<S extends RowState>(
    S path, boolean gapKnown, Gap gap, int gapEvaluations, Outcome failure) implements RowState {
  @Override
  public RowId id() {
    return path.id();
  }

  @Override
  public Progress progress() {
    Progress progress = path.progress();
    Outcome outcome = failure == Outcome.RUNNING ? progress.outcome() : failure;
    return progress.used(gapEvaluations, outcome);
  }

  @Override
  public double[] x() {
    return path.x();
  }

  FlowLikelihoodState<S> along(S next) {
    return new FlowLikelihoodState<>(next, gapKnown, gap, gapEvaluations, failure);
  }

  FlowLikelihoodState<S> withGap(Gap estimate, int evaluations) {
    return new FlowLikelihoodState<>(path, true, estimate, evaluations, failure);
  }

  FlowLikelihoodState<S> failed(int evaluations, Outcome outcome) {
    return new FlowLikelihoodState<>(path, gapKnown, gap, gapEvaluations + evaluations, outcome);
  }
}
