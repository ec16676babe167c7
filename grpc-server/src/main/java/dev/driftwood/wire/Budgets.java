package dev.driftwood.wire;

import dev.driftwood.proto.v1.Tolerances;
import dev.driftwood.runtime.Budget;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** Amounts of work, which samplers and solvers of likelihoods share. */
final class Budgets {
  /** The steps that a method takes within a budget, or an error where it can't. */
  interface Steps extends Function<Budget, OptionalInt> {}

  private Budgets() {}

  static Budget steps(String path, int count, Steps steps) {
    return fitting(path, () -> new Budget.Steps(count), steps);
  }

  static Budget evaluations(String path, int count, Steps steps) {
    return fitting(path, () -> new Budget.Evaluations(count), steps);
  }

  static Budget tolerances(String path, Tolerances message, Steps steps) {
    return fitting(path, () -> new Budget.Tolerances(message.getRtol(), message.getAtol()), steps);
  }

  static Tolerances message(Budget.Tolerances tolerances) {
    return Tolerances.newBuilder()
        .setRtol(tolerances.relative())
        .setAtol(tolerances.absolute())
        .build();
  }

  private static Budget fitting(String path, Supplier<Budget> budget, Steps steps) {
    Budget amount = InvalidField.checking(path, budget);
    InvalidField.checking(path, () -> steps.apply(amount));
    return amount;
  }
}
