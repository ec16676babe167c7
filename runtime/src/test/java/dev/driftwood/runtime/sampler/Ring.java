package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.SamplingStepper;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.ArrayList;
import java.util.List;

/** Samplers on eight unequal modes in the plane, whose drift is exact, under the standard VP. */
final class Ring {
  static final Sde SDE = VariancePreserving.standard();
  static final double T_MIN = 1e-3;
  static final MixtureDrift DRIFT = MixtureDrift.ring(SDE);
  static final NoiseStream NOISE = new NoiseStream(5);
  static final Draws DRAWS = new Draws(SDE, NOISE);

  private Ring() {}

  /** A method on a grid that is even in the logarithm of the signal-to-noise ratio. */
  static GridStepper onGrid(GridMethod method, int steps, EndPolicy end) {
    TimeGrid grid = new GridSpec.LogSnr().grid(SDE, T_MIN, steps);
    return GridStepper.sampling(method, grid, SDE, end, NOISE);
  }

  /** A sampler that chooses its steps, with one number for both tolerances. */
  static SamplingStepper<?> adaptive(Sampler sampler, double tolerance) {
    return sampler.adaptive(SDE, T_MIN, new Tolerance(tolerance, tolerance), NOISE);
  }

  /** What a sampler has, a fixed grid, a choice of its own, or both. */
  static List<SamplingStepper<?>> steppers(Sampler sampler, int steps, double tolerance) {
    List<SamplingStepper<?>> steppers = new ArrayList<>();
    if (sampler.kind().fixed()) {
      steppers.add(onGrid(sampler.method(SDE), steps, EndPolicy.MEAN));
    }
    if (sampler.kind().adaptive()) {
      steppers.add(adaptive(sampler, tolerance));
    }
    return steppers;
  }

  /**
   * How near to the law of the data at tMin so many samples are; their last noise is left in, as it
   * is in the law.
   */
  static ModeStatistics of(GridMethod method, DriftFunction drift, int steps, int rows) {
    return statistics(DRAWS.rows(drift, onGrid(method, steps, EndPolicy.STOP), rows));
  }

  static ModeStatistics statistics(double[][] samples) {
    return ModeStatistics.of(DRIFT.noised(T_MIN), samples);
  }
}
