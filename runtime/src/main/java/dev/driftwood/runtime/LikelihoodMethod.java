package dev.driftwood.runtime;

import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.EndPolicy;
import java.util.OptionalInt;

/** Which log-likelihood is computed, and how. */
public sealed interface LikelihoodMethod {
  /**
   * The log-density of the probability flow (Song et al. 2021, section D.2).
   *
   * @param solver of the ordinary differential equation
   * @param budget steps or evaluations, or tolerances of an adaptive solver
   * @param law of the probe vectors, or the exact trace
   * @param probes how many of them, at least 1
   */
  record Ode(SamplerKind solver, Budget budget, Probes.Law law, int probes)
      implements LikelihoodMethod {
    /** {@code dormand-prince} at 1e-5 with one Rademacher probe. */
    public static final Ode DEFAULT =
        new Ode(
            SamplerKind.DORMAND_PRINCE,
            new Budget.Tolerances(1e-5, 1e-5),
            Probes.Law.RADEMACHER,
            1);

    public Ode {
      if (solver.tableau().isEmpty()) {
        throw new IllegalArgumentException(
            "solver: %s (expected: a Runge\u2013Kutta method, such as dormand-prince or heun)"
                .formatted(solver.label()));
      }
      budget.steps(Sampler.of(solver), EndPolicy.MEAN);
      requireProbes(law, probes);
    }

    /** Steps of the fixed grid, where there is one. */
    OptionalInt steps() {
      return budget.steps(Sampler.of(solver), EndPolicy.MEAN);
    }

    /** Coefficients of the solver. */
    ButcherTableau tableau() {
      return solver.tableau().orElseThrow();
    }

    private static void requireProbes(Probes.Law law, int probes) {
      if (!(probes >= 1)) {
        throw new IllegalArgumentException("probes: " + probes + " (expected: >= 1)");
      }
      if (law == Probes.Law.EXACT && probes != 1) {
        throw new IllegalArgumentException("probes: " + probes + " (expected: none with exact)");
      }
    }
  }

  /**
   * The evidence lower bound of the plug-in reverse SDE (Huang et al. 2021).
   *
   * @param times per dequantisation draw, at least 1
   * @param form which of two equal expectations is estimated
   * @param law of the probe vector of the divergence form
   */
  record Elbo(int times, BoundForm form, Probes.Law law) implements LikelihoodMethod {
    /** 16 times in the score-matching form. */
    public static final Elbo DEFAULT =
        new Elbo(16, BoundForm.SCORE_MATCHING, Probes.Law.RADEMACHER);

    public Elbo {
      if (!(times >= 1 && times <= 4094)) {
        throw new IllegalArgumentException("times: " + times + " (expected: 1 to 4094)");
      }
    }
  }
}
