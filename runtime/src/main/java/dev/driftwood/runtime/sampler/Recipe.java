package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.EmbeddedPair;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.ProbabilityFlow;
import dev.driftwood.runtime.solve.RungeKutta;
import dev.driftwood.runtime.solve.SamplingStepper;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a sampler is made, and what a user needs to know to choose it.
 *
 * @param stochastic whether noise enters on the way
 * @param grid the method on a fixed grid, where it has one
 * @param adaptive the method that chooses its own steps, where it has one
 * @param tableau of a Runge–Kutta method, which solves other equations too
 * @param defaults what can be set, and what it is where nothing is
 * @param citation where it comes from
 */
record Recipe(
    boolean stochastic,
    Optional<OnGrid> grid,
    Optional<Adaptively> adaptive,
    Optional<ButcherTableau> tableau,
    Map<SamplerOption, Double> defaults,
    String citation) {
  /** Makes the method on a fixed grid. */
  interface OnGrid {
    GridMethod of(Sde sde, SamplerSettings settings);
  }

  /** Makes the stepper that chooses its own steps, from T down to tMin. */
  interface Adaptively {
    SamplingStepper<?> of(Sde sde, double tMin, Tolerance tolerance, NoiseStream noise);
  }

  /** A Runge–Kutta method on the probability flow. */
  static Recipe solver(ButcherTableau tableau) {
    OnGrid onGrid = (sde, settings) -> new RungeKutta(new ProbabilityFlow(sde), tableau);
    return new Recipe(
        false, Optional.of(onGrid), Optional.empty(), Optional.of(tableau), Map.of(), "");
  }

  /** An embedded pair on the probability flow. */
  static Recipe pair(ButcherTableau tableau) {
    return solver(tableau)
        .adaptive(
            (sde, tMin, tolerance, noise) ->
                new EmbeddedPair(new ProbabilityFlow(sde), tableau, Sde.HORIZON, tMin, tolerance));
  }

  /** Another method for the probability flow. */
  static Recipe flow(OnGrid onGrid) {
    return new Recipe(false, Optional.of(onGrid), Optional.empty(), Optional.empty(), Map.of(), "");
  }

  /** A method into which noise enters. */
  static Recipe noise(OnGrid onGrid) {
    return new Recipe(true, Optional.of(onGrid), Optional.empty(), Optional.empty(), Map.of(), "");
  }

  /** A method into which noise enters, and which chooses its own steps only. */
  static Recipe adaptiveNoise(Adaptively adaptively) {
    return new Recipe(
        true, Optional.empty(), Optional.of(adaptively), Optional.empty(), Map.of(), "");
  }

  /** A method whose steps and coefficients are a model's own. */
  static Recipe fitted() {
    return new Recipe(false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), "");
  }

  private Recipe adaptive(Adaptively adaptively) {
    return new Recipe(stochastic, grid, Optional.of(adaptively), tableau, defaults, citation);
  }

  Recipe option(SamplerOption option, double standard) {
    Map<SamplerOption, Double> more = new TreeMap<>(defaults);
    more.put(option, standard);
    return new Recipe(stochastic, grid, adaptive, tableau, more, citation);
  }

  Recipe option(SamplerOption option, String standard) {
    return option(option, option.parse(standard));
  }

  Recipe from(String source) {
    return new Recipe(stochastic, grid, adaptive, tableau, defaults, source);
  }
}
