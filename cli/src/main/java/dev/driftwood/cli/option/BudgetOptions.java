package dev.driftwood.cli.option;

import dev.driftwood.runtime.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Steps, evaluations or tolerances: at most one kind of them. */
public final class BudgetOptions {
  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps, equal in time where no --grid says otherwise.")
  private @Nullable Integer steps;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description = "Network evaluations a row, which the method must meet exactly.")
  private @Nullable Integer evaluations;

  @Option(
      names = "--rtol",
      paramLabel = "R",
      description = "Relative tolerance of an adaptive method; that of --atol by default.")
  private @Nullable Double relative;

  @Option(
      names = "--atol",
      paramLabel = "A",
      description = "Absolute tolerance of an adaptive method; that of --rtol by default.")
  private @Nullable Double absolute;

  /** What was typed; empty where nothing was. */
  Optional<Budget> budget() {
    List<Budget> given = new ArrayList<>();
    if (steps != null) {
      given.add(new Budget.Steps(steps));
    }
    if (evaluations != null) {
      given.add(new Budget.Evaluations(evaluations));
    }
    tolerances().ifPresent(given::add);
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          "several of --steps, --evaluations and --rtol, --atol given (expected: one)");
    }
    return given.stream().findFirst();
  }

  private Optional<Budget> tolerances() {
    Double given = relative != null ? relative : absolute;
    if (given == null) {
      return Optional.empty();
    }
    return Optional.of(new Budget.Tolerances(given, absolute != null ? absolute : given));
  }
}
