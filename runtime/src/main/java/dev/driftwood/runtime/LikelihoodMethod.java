package dev.driftwood.runtime;

import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.EndPolicy;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Which log-likelihood is computed, and how. */
public sealed interface LikelihoodMethod {
  /** Whether a single draw has a standard error, or is exact. */
  boolean noiseIsKnown();

  /**
   * The log-density of the probability flow (Song et al. 2021, section D.2).
   *
   * @param solver of the ordinary differential equation: a Runge–Kutta method, or one in ln(α/σ)
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
      requireSolver(solver);
      steps(solver, budget);
      requireProbes(solver, law, probes);
    }

    /**
     * Checks that a solver has likelihoods.
     *
     * @throws IllegalArgumentException if not
     */
    public static void requireSolver(SamplerKind solver) {
      if (solver.tableau().isEmpty() && !solver.semiLinear()) {
        throw new IllegalArgumentException(
            "solver: %s (expected: a method for the probability flow towards noise, such as"
                    .formatted(solver.label())
                + " dormand-prince, heun or unipc)");
      }
    }

    /**
     * Steps of the fixed grid, where there is one; a solver in ln(α/σ) takes one evaluation more,
     * at the end.
     *
     * @throws IllegalArgumentException where the solver can't work within the budget
     */
    public static OptionalInt steps(SamplerKind solver, Budget budget) {
      EndPolicy end = solver.semiLinear() ? EndPolicy.DENOISE : EndPolicy.MEAN;
      return budget.steps(Sampler.of(solver), end);
    }

    @Override
    public boolean noiseIsKnown() {
      return law == Probes.Law.EXACT || probes >= (law == Probes.Law.HUTCH_PLUS_PLUS ? 3 : 2);
    }

    /** The same with another number of probes. */
    Ode withProbes(int count) {
      return new Ode(solver, budget, law, count);
    }

    /** Steps of the fixed grid, where there is one. */
    OptionalInt steps() {
      return steps(solver, budget);
    }

    /** Coefficients of the solver. */
    ButcherTableau tableau() {
      return solver.tableau().orElseThrow();
    }

    private static void requireProbes(SamplerKind solver, Probes.Law law, int probes) {
      int least = law == Probes.Law.HUTCH_PLUS_PLUS ? 2 : 1;
      if (!(probes >= least)) {
        throw new IllegalArgumentException("probes: " + probes + " (expected: >= " + least + ")");
      }
      if (law == Probes.Law.HUTCH_PLUS_PLUS && !solver.semiLinear()) {
        throw new IllegalArgumentException(
            "probe: hutch++ (expected: with a solver in ln(\u03b1/\u03c3), such as unipc; %s has no"
                    .formatted(solver.label())
                + " steps to carry a subspace along)");
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
   * @param antithetic whether noise is drawn in pairs of ε and −ε, at half as many times
   */
  record Elbo(int times, BoundForm form, Probes.Law law, boolean antithetic)
      implements LikelihoodMethod {
    /** 16 times in the score-matching form. */
    public static final Elbo DEFAULT =
        new Elbo(16, BoundForm.SCORE_MATCHING, Probes.Law.RADEMACHER);

    public Elbo {
      if (!(times >= 1 && times <= 4094)) {
        throw new IllegalArgumentException("times: " + times + " (expected: 1 to 4094)");
      }
      if (antithetic && times % 2 != 0) {
        throw new IllegalArgumentException(
            "times: " + times + " (expected: even with antithetic pairs)");
      }
    }

    /** With noise of its own at each time. */
    public Elbo(int times, BoundForm form, Probes.Law law) {
      this(times, form, law, false);
    }

    @Override
    public boolean noiseIsKnown() {
      return times >= (antithetic ? 4 : 2);
    }

    /** The same with another number of times. */
    Elbo withTimes(int count) {
      return new Elbo(count, form, law, antithetic);
    }
  }

  /**
   * The bound of a chain of discrete times (Ho et al. 2020), as a check of networks that were
   * trained for one.
   *
   * @param steps of equal length in t, from 1/steps on; the model's own times where absent, or 1000
   *     steps where it has none
   */
  record Vlb(OptionalInt steps) implements LikelihoodMethod {
    /** Steps of a model without times of its own. */
    public static final int USUAL_STEPS = 1000;

    private static final int MOST_STEPS = 4000;

    public Vlb {
      if (!(steps.orElse(2) >= 2 && steps.orElse(2) <= MOST_STEPS)) {
        throw new IllegalArgumentException(
            "steps: %d (expected: 2 to %d)".formatted(steps.getAsInt(), MOST_STEPS));
      }
    }

    /** Levels are scored, not draws, so there is nothing to weight. */
    @Override
    public boolean noiseIsKnown() {
      return false;
    }

    /** The chain's times, rising. */
    List<Double> times(List<Double> own) {
      if (steps.isEmpty() && !own.isEmpty()) {
        return own;
      }
      int count = steps.orElse(USUAL_STEPS);
      return IntStream.rangeClosed(1, count).mapToObj(i -> (double) i / count).toList();
    }
  }
}
