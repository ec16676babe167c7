package dev.driftwood.bench.sampler;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of one seed: every sampler takes the same ones from the same draws of the prior.
 *
 * @param problem whose rows
 * @param seed of all their noise
 */
record Flock(Problem problem, long seed) {
  private static final int CHUNK = 64;

  /** Where a method takes the rows. */
  List<double[]> ends(GridMethod method, TimeGrid grid) {
    GridStepper stepper =
        GridStepper.sampling(method, grid, problem.sde(), EndPolicy.MEAN, new NoiseStream(seed));
    int chunks = (problem.rows() + CHUNK - 1) / CHUNK;
    IntStream parts = IntStream.range(0, chunks);
    // A network has threads of its own.
    IntStream spread = problem.law().isPresent() ? parts.parallel() : parts;
    return spread.mapToObj(chunk -> ends(stepper, chunk)).flatMap(List::stream).toList();
  }

  private List<double[]> ends(GridStepper stepper, int chunk) {
    PriorDraw prior = new PriorDraw(problem.sde(), new NoiseStream(seed));
    int from = chunk * CHUNK;
    int to = Math.min(from + CHUNK, problem.rows());
    double[][] ends = new double[to - from][];
    new Integrator(problem.drift(), CHUNK)
        .integrate(
            stepper,
            IntStream.range(from, to)
                .mapToObj(row -> new RowId(row, 0, problem.label()))
                .map(id -> stepper.start(id, prior.of(id, problem.dimension())))
                .iterator(),
            state -> ends[(int) state.id().key() - from] = state.x());
    return List.of(ends);
  }

  /** Where the probability flow takes the rows, by fine steps. */
  List<double[]> reference() {
    TimeGrid grid =
        GridSpec.parse("log-snr").grid(problem.sde(), problem.tMin(), problem.referenceSteps());
    return ends(Sampler.of(SamplerKind.RK4).method(problem.sde()), grid);
  }

  /** As many exact draws from the law of the data; {@code set} tells several sets apart. */
  List<double[]> exactDraws(int set) {
    long first = (long) set << 32;
    return IntStream.range(0, problem.rows())
        .mapToObj(row -> problem.law().orElseThrow().draw(seed, first + row))
        .toList();
  }

  /** The mean over rows of the root mean square distance over dimensions. */
  static double distance(List<double[]> rows, List<double[]> others) {
    return IntStream.range(0, rows.size())
        .mapToDouble(row -> distance(rows.get(row), others.get(row)))
        .average()
        .orElseThrow();
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += (one[d] - other[d]) * (one[d] - other[d]);
    }
    return Math.sqrt(sum / one.length);
  }
}
