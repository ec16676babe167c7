package dev.driftwood.cli.option;

import dev.driftwood.runtime.LikelihoodMethod;
import picocli.CommandLine.Mixin;

/** What only {@code --method ode} has. */
final class FlowOptions {
  @Mixin private SolverOptions solver;

  LikelihoodMethod method(ProbeOptions probes, BoundOptions others) {
    others.refuse();
    LikelihoodMethod.Ode.requireSolver(solver.kind());
    return new LikelihoodMethod.Ode(solver.kind(), solver.budget(), probes.law(), probes.count());
  }

  /** Ends with a usage error where any of these options was given. */
  void refuse() {
    if (solver.given()) {
      throw new IllegalArgumentException(
          "--solver, --steps, --evaluations, --rtol, --atol: given (expected: with --method ode)");
    }
  }
}
