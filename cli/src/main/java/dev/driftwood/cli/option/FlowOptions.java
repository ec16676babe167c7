package dev.driftwood.cli.option;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.sampler.SamplerKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What only {@code --method ode} has. */
final class FlowOptions {
  @Option(
      names = "--solver",
      paramLabel = "NAME",
      description = "Of the ordinary differential equation; dormand-prince by default.")
  private @Nullable String solver;

  @Mixin private BudgetOptions budget;

  LikelihoodMethod method(ProbeOptions probes, BoundOptions others) {
    others.refuse();
    LikelihoodMethod.Ode usual = LikelihoodMethod.Ode.DEFAULT;
    SamplerKind kind = solver == null ? usual.solver() : SamplerKind.named(solver);
    return new LikelihoodMethod.Ode(
        kind, budget.budget().orElseGet(() -> usualBudget(kind)), probes.law(), probes.count());
  }

  private static Budget usualBudget(SamplerKind kind) {
    if (!kind.adaptive()) {
      throw new IllegalArgumentException(
          "steps: none given (expected: --steps or --evaluations with %s)".formatted(kind.label()));
    }
    return LikelihoodMethod.Ode.DEFAULT.budget();
  }

  /** Ends with a usage error where any of these options was given. */
  void refuse() {
    if (solver != null || budget.budget().isPresent()) {
      throw new IllegalArgumentException(
          "--solver, --steps, --evaluations, --rtol, --atol: given (expected: with --method ode)");
    }
  }
}
