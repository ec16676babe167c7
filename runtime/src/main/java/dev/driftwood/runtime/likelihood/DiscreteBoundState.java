package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import java.util.Arrays;

/**
 * A row part of the way through its times.
 *
 * @param id which row
 * @param progress how far; the step counts the draws of the decoder, and then times
 * @param x the row
 * @param terms of the bound in nats: first those of the decoder's draws, then one a time
 */
public record DiscreteBoundState(RowId id, Progress progress, double[] x, double[] terms)
    implements RowState {
  DiscreteBoundState with(double term, Progress changed) {
    double[] longer = Arrays.copyOf(terms, terms.length + 1);
    longer[terms.length] = term;
    return new DiscreteBoundState(id, changed, x, longer);
  }

  DiscreteBoundState ended(int evaluations, Outcome outcome) {
    return new DiscreteBoundState(id, progress.used(evaluations, outcome), x, terms);
  }
}
