package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Runs of a likelihood in the tests. */
final class Scored {
  private Scored() {}

  /** The final state of one row. */
  static <S extends RowState> S state(
      LikelihoodStepper<S> stepper, DriftFunction drift, double... x) {
    return states(stepper, drift, 1, 1, x).get(0L);
  }

  /** The terms of one row. */
  static <S extends RowState> LikelihoodTerms one(
      LikelihoodStepper<S> stepper, DriftFunction drift, double... x) {
    return stepper.terms(state(stepper, drift, x));
  }

  /** The terms of the same point under many row keys, that is with independent noise. */
  static <S extends RowState> List<LikelihoodTerms> many(
      LikelihoodStepper<S> stepper, DriftFunction drift, int rows, double... x) {
    return states(stepper, drift, rows, 64, x).entrySet().stream()
        .sorted(Comparator.comparingLong(Map.Entry::getKey))
        .map(entry -> stepper.terms(entry.getValue()))
        .toList();
  }

  private static <S extends RowState> Map<Long, S> states(
      LikelihoodStepper<S> stepper, DriftFunction drift, int rows, int batch, double... x) {
    Map<Long, S> states = new TreeMap<>();
    new Integrator(drift, batch)
        .integrate(
            stepper,
            LongStream.range(0, rows)
                .mapToObj(key -> stepper.start(new RowId(key, 0, Query.UNLABELLED), x))
                .iterator(),
            state -> states.put(state.id().key(), state));
    return states;
  }
}
