package dev.driftwood.cli.option;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.sampler.SamplerKind;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The solver of an ordinary differential equation; dormand-prince at 1e-5 where nothing is said.
 */
final class SolverOptions {
  @Option(
      names = "--solver",
      paramLabel = "NAME",
      description = "Of the ordinary differential equation; dormand-prince by default.")
  private @Nullable String solver;

  @Mixin private BudgetOptions budget;

  /** Which. */
  SamplerKind kind() {
    return solver == null ? LikelihoodMethod.Ode.DEFAULT.solver() : SamplerKind.named(solver);
  }

  /** Which, of those that solve any equation. */
  SamplerKind rungeKutta() {
    SamplerKind kind = kind();
    if (kind.tableau().isEmpty()) {
      throw new IllegalArgumentException(
          "solver: %s (expected: a Runge\u2013Kutta method, such as dormand-prince or heun)"
              .formatted(kind.label()));
    }
    return kind;
  }

  /** How exactly it solves. */
  Budget budget() {
    return budget.budget().orElseGet(() -> usual(kind()));
  }

  private static Budget usual(SamplerKind kind) {
    if (!kind.adaptive()) {
      throw new IllegalArgumentException(
          "steps: none given (expected: --steps or --evaluations with %s)".formatted(kind.label()));
    }
    return LikelihoodMethod.Ode.DEFAULT.budget();
  }

  /** Steps where they were given, and nothing else was. */
  OptionalInt stepsAlone() {
    Optional<Budget> given = budget.budget();
    if (solver == null && given.isEmpty()) {
      return OptionalInt.empty();
    }
    if (solver == null && given.get() instanceof Budget.Steps steps) {
      return OptionalInt.of(steps.count());
    }
    throw new IllegalArgumentException(
        "--solver, --evaluations, --rtol, --atol: given (expected: --steps or none of these with"
            + " --method vlb)");
  }

  /** Whether anything was said. */
  boolean given() {
    return solver != null || budget.budget().isPresent();
  }
}
