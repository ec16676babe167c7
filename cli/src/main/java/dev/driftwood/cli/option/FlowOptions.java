package dev.driftwood.cli.option;

import dev.driftwood.runtime.LikelihoodMethod;
import picocli.CommandLine.Mixin;

/** What {@code --method ode} has, and of that {@code --method vlb} the steps. */
final class FlowOptions {
  @Mixin private SolverOptions solver;

  LikelihoodMethod method(ProbeOptions probes, BoundOptions others) {
    others.refuse();
    LikelihoodMethod.Ode.requireSolver(solver.kind());
    return new LikelihoodMethod.Ode(solver.kind(), solver.budget(), probes.law(), probes.count());
  }

  /** The bound of discrete times, which has of these options the steps alone. */
  LikelihoodMethod discrete(ProbeOptions probes, BoundOptions others) {
    others.refuse();
    probes.refuse();
    return new LikelihoodMethod.Vlb(solver.stepsAlone());
  }

  /** Ends with a usage error where any of these options was given. */
  void refuse() {
    if (solver.given()) {
      throw new IllegalArgumentException(
          "--solver, --steps, --evaluations, --rtol, --atol: given (expected: with --method ode)");
    }
  }
}
