package dev.driftwood.bench.sampler;

import dev.driftwood.bench.compare.Projected;
import dev.driftwood.bench.compare.SeededErrors;
import dev.driftwood.bench.compare.SlicedWasserstein;
import dev.driftwood.runtime.sampler.FittedMultistep;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.tune.TunedSolver;
import dev.driftwood.runtime.tune.Tuner;
import dev.driftwood.runtime.tune.TuningPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The error of every sampler for a number of evaluations.
 *
 * <p>Fair: the fitted solver is fitted, and the grid of each other sampler is chosen among the
 * published ones, on rows and seeds that are not scored; all start from the same prior draws and
 * end with the mean at tMin; exact draws against exact draws show the floor.
 */
public final class SamplerBench {
  /** The grids that samplers are published with. */
  static final List<String> GRIDS = List.of("uniform", "quadratic", "log-snr", "karras");

  private static final long FIRST_SEED = 1;
  private static final long CHOICE_SEED = 1000;
  private static final int PROJECTIONS = 128;
  private static final String OURS = "fitted";

  private final Problem problem;
  private final List<Integer> evaluations;
  private final List<Flock> flocks;
  private final List<List<double[]>> references;
  private final List<Projected> exact;
  private final SlicedWasserstein sliced;
  private final Consumer<String> progress;

  private SamplerBench(
      Problem problem, List<Integer> evaluations, int seeds, Consumer<String> progress) {
    this.problem = problem;
    this.evaluations = List.copyOf(evaluations);
    this.progress = progress;
    this.sliced = SlicedWasserstein.of(problem.dimension(), PROJECTIONS, 0);
    this.flocks =
        LongStream.range(FIRST_SEED, FIRST_SEED + seeds)
            .mapToObj(seed -> new Flock(problem, seed))
            .toList();
    progress.accept(problem.name() + ": reference");
    this.references = flocks.stream().map(Flock::reference).toList();
    this.exact =
        problem.law().isPresent()
            ? flocks.stream().map(flock -> sliced.project(flock.exactDraws(0))).toList()
            : List.of();
  }

  /**
   * What was measured.
   *
   * @param scores by problem, metric, evaluations and sampler
   * @param tuned the fitted solvers, with what their fit cost
   */
  public record Result(List<Score> scores, List<TunedSolver> tuned) {}

  /**
   * Measures all samplers on a problem.
   *
   * @param seeds how many, at least 2
   */
  public static Result measure(
      Problem problem, List<Integer> evaluations, int seeds, Consumer<String> progress) {
    return new SamplerBench(problem, evaluations, seeds, progress).measure();
  }

  private Result measure() {
    List<Score> scores = new ArrayList<>();
    floor().forEach(scores::add);
    List<TunedSolver> tuned = tuned();
    for (TunedSolver solver : tuned) {
      FittedMultistep method = new FittedMultistep(problem.sde(), solver.table());
      scores.addAll(
          scores(OURS, "own", method, method.times(), solver.table().steps(), false, true));
    }
    Flock choosing = new Flock(problem.choosing(), CHOICE_SEED);
    Choice choice = new Choice(choosing, sliced);
    for (Contender contender : Contender.all()) {
      if (!contender.stochastic() || problem.law().isPresent()) {
        progress.accept(problem.name() + ": " + contender.name());
        scores.addAll(scores(contender, choice));
      }
    }
    return new Result(scores, tuned);
  }

  private List<TunedSolver> tuned() {
    TuningPlan plan = problem.tuning(evaluations);
    progress.accept(problem.name() + ": fitting");
    return Tuner.of(
            problem.drift(),
            problem.sde(),
            problem.tMin(),
            problem.dimension(),
            row -> problem.label(),
            plan,
            (done, all) -> {})
        .tune(
            (done, all) ->
                progress.accept(
                    "%s: fitting, %d of %d trials".formatted(problem.name(), done, all)));
  }

  private List<Score> scores(Contender contender, Choice choice) {
    List<Score> scores = new ArrayList<>();
    for (int count : evaluations) {
      OptionalInt steps = contender.steps(count);
      if (steps.isPresent()) {
        GridSpec spec = choice.grid(contender, steps.getAsInt());
        TimeGrid grid = spec.grid(problem.sde(), problem.tMin(), steps.getAsInt());
        GridMethod method = contender.sampler().method(problem.sde());
        scores.addAll(
            scores(
                contender.name(), spec.text(), method, grid, count, contender.stochastic(), false));
      }
    }
    return scores;
  }

  private List<Score> scores(
      String name,
      String spec,
      GridMethod method,
      TimeGrid grid,
      int count,
      boolean stochastic,
      boolean ours) {
    List<List<double[]>> ends = flocks.stream().map(flock -> flock.ends(method, grid)).toList();
    List<Score> scores = new ArrayList<>();
    if (!stochastic) {
      SeededErrors errors = errors(i -> Flock.distance(ends.get(i), references.get(i)));
      scores.add(new Score(problem.name(), Metric.PATH, count, name, spec, false, ours, errors));
    }
    if (problem.law().isPresent()) {
      SeededErrors errors = errors(i -> exact.get(i).distance(sliced.project(ends.get(i))));
      scores.add(
          new Score(problem.name(), Metric.LAW, count, name, spec, stochastic, ours, errors));
    }
    return scores;
  }

  private List<Score> floor() {
    if (problem.law().isEmpty()) {
      return List.of();
    }
    SeededErrors errors =
        errors(i -> exact.get(i).distance(sliced.project(flocks.get(i).exactDraws(1))));
    return List.of(new Score(problem.name(), Metric.LAW, 0, "exact", "", false, false, errors));
  }

  private SeededErrors errors(java.util.function.IntToDoubleFunction ofSeed) {
    return new SeededErrors(
        IntStream.range(0, flocks.size()).mapToObj(ofSeed::applyAsDouble).toList());
  }
}
