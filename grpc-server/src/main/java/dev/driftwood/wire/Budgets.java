package dev.driftwood.wire;

import dev.driftwood.proto.v1.Tolerances;
import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.solve.SamplerKind;
import java.util.function.Supplier;

/** Amounts of work, which samplers and solvers of likelihoods share. */
final class Budgets {
  private Budgets() {}

  static Budget steps(String path, int count, SamplerKind method) {
    return fitting(path, () -> new Budget.Steps(count), method);
  }

  static Budget evaluations(String path, int count, SamplerKind method) {
    return fitting(path, () -> new Budget.Evaluations(count), method);
  }

  static Budget tolerances(String path, Tolerances message, SamplerKind method) {
    return fitting(path, () -> new Budget.Tolerances(message.getRtol(), message.getAtol()), method);
  }

  static Tolerances message(Budget.Tolerances tolerances) {
    return Tolerances.newBuilder()
        .setRtol(tolerances.relative())
        .setAtol(tolerances.absolute())
        .build();
  }

  private static Budget fitting(String path, Supplier<Budget> budget, SamplerKind method) {
    Budget amount = InvalidField.checking(path, budget);
    InvalidField.checking(path, () -> amount.steps(method));
    return amount;
  }
}
