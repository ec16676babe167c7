package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Query;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Calls before the first request, which put all memory in its place and tell what sizes cost.
 *
 * @param network to be measured
 * @param dimension of a row
 * @param label of a class, or {@link Query#UNLABELLED}
 * @param residentBytes memory of the process
 */
public record Rehearsal(
    DriftFunction network, int dimension, int label, DoubleSupplier residentBytes) {
  private static final double TIME = 0.5;

  /** Sizes of calls up to a largest. */
  public Buckets buckets(Lane lane, int most) {
    Query query = query(lane);
    return Buckets.measured(
        most, rows -> network.evaluate(Collections.nCopies(rows, query)), residentBytes);
  }

  private Query query(Lane lane) {
    double[] x = new double[dimension];
    List<double[]> tangents = lane == Lane.DRIFT ? List.of() : List.of(new double[dimension]);
    return new Query(x, TIME, label, tangents);
  }
}
