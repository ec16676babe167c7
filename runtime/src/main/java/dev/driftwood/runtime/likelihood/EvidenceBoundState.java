package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import java.util.Arrays;

/**
 * A row part of the way through its strata.
 *
 * @param id which row
 * @param progress how far; the step is the next stratum
 * @param x the row
 * @param integrals one estimate of the time integral for each stratum done
 * @param driftNorms one estimate of −½ ∫ ‖a‖² for each stratum done
 * @param gap the integral's head on [0, tMin]; none until it is known
 */
public record EvidenceBoundState(
    RowId id, Progress progress, double[] x, double[] integrals, double[] driftNorms, Gap gap)
    implements RowState {
  EvidenceBoundState with(double integral, double driftNorm, Progress changed) {
    return new EvidenceBoundState(
        id, changed, x, append(integrals, integral), append(driftNorms, driftNorm), gap);
  }

  EvidenceBoundState withGap(Gap head, Progress changed) {
    return new EvidenceBoundState(id, changed, x, integrals, driftNorms, head);
  }

  EvidenceBoundState ended(int evaluations, Outcome outcome) {
    Progress changed = progress.used(evaluations, outcome);
    return new EvidenceBoundState(id, changed, x, integrals, driftNorms, gap);
  }

  private static double[] append(double[] values, double value) {
    double[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = value;
    return longer;
  }
}
