package dev.driftwood.bench.sampler;

import dev.driftwood.bench.compare.Projected;
import dev.driftwood.bench.compare.SlicedWasserstein;
import dev.driftwood.runtime.solve.GridSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The choice of a published grid for a sampler, on rows that are not scored. */
final class Choice {
  private final Flock flock;
  private final SlicedWasserstein sliced;
  private final List<double[]> reference;
  private final Optional<Projected> exact;

  Choice(Flock flock, SlicedWasserstein sliced) {
    this.flock = flock;
    this.sliced = sliced;
    this.reference = flock.reference();
    this.exact = flock.problem().law().map(law -> sliced.project(flock.exactDraws(0)));
  }

  /** The grid with the least error: of the law for samplers with noise, else of the path. */
  GridSpec grid(Contender contender, int steps) {
    return SamplerBench.GRIDS.stream()
        .map(GridSpec::parse)
        .min(Comparator.comparingDouble(spec -> error(contender, spec, steps)))
        .orElseThrow();
  }

  private double error(Contender contender, GridSpec spec, int steps) {
    Problem problem = flock.problem();
    List<double[]> ends =
        flock.ends(
            contender.sampler().method(problem.sde()),
            spec.grid(problem.sde(), problem.tMin(), steps));
    double error =
        contender.stochastic()
            ? exact.orElseThrow().distance(sliced.project(ends))
            : Flock.distance(ends, reference);
    return Double.isFinite(error) ? error : Double.MAX_VALUE;
  }
}
