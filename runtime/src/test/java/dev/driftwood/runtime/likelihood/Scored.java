package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Runs of a likelihood in the tests. */
final class Scored {
  private Scored() {}

  /** The final state of one row. */
  static <S extends RowState> S state(
      LikelihoodStepper<S> stepper, DriftFunction drift, double... x) {
    List<S> end = new ArrayList<>();
    finish(stepper, drift, 1, 1, x, end::add);
    return end.get(0);
  }

  /** The terms of one row. */
  static <S extends RowState> LikelihoodTerms one(
      LikelihoodStepper<S> stepper, DriftFunction drift, double... x) {
    return stepper.terms(state(stepper, drift, x));
  }

  /** The terms of the same point under many row keys, that is with independent noise. */
  static <S extends RowState> List<LikelihoodTerms> many(
      LikelihoodStepper<S> stepper, DriftFunction drift, int rows, double... x) {
    // States, some of 100 kB, are not kept.
    Map<Long, LikelihoodTerms> terms = new TreeMap<>();
    finish(stepper, drift, rows, 64, x, state -> terms.put(state.id().key(), stepper.terms(state)));
    return List.copyOf(terms.values());
  }

  private static <S extends RowState> void finish(
      LikelihoodStepper<S> stepper,
      DriftFunction drift,
      int rows,
      int batch,
      double[] x,
      Consumer<S> ends) {
    new Integrator(drift, batch)
        .integrate(
            stepper,
            LongStream.range(0, rows)
                .mapToObj(key -> stepper.start(new RowId(key, 0, Query.UNLABELLED), x))
                .iterator(),
            ends);
  }
}
