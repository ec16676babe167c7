package dev.driftwood.runtime.tune;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.RowId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Fits solvers of the probability flow to a network.
 *
 * <p>For given times the coefficients of every step follow from least squares ({@link Trial}). The
 * times are searched: the shapes of the known grids and that of the solver before are tried, and
 * the best is changed knot by knot ({@link GridShape}) as long as rows that were not fitted to come
 * nearer to their reference. Everything is a function of the plan.
 */
public final class Tuner {
  private static final List<Trial.Form> FORMS =
      List.of(new Trial.Form(3, 1e-8), new Trial.Form(6, 1e-8), new Trial.Form(4, 1e-4));
  private static final List<String> GRIDS = List.of("uniform", "quadratic", "log-snr", "karras");
  private static final double FIRST_MOVE = 0.6;
  private static final double LAST_MOVE = 0.07;

  private final Rows rows;
  private final List<double[]> start;
  private final Sde sde;
  private final double tMin;
  private final TuningPlan plan;
  private final ReferencePaths reference;

  private Tuner(
      Rows rows,
      List<double[]> start,
      Sde sde,
      double tMin,
      TuningPlan plan,
      ReferencePaths reference) {
    this.rows = rows;
    this.start = start;
    this.sde = sde;
    this.tMin = tMin;
    this.plan = plan;
    this.reference = reference;
  }

  /** What hears of the work, and ends it by throwing. */
  public interface Listener {
    /** The network is about to be called for the reference paths. */
    default void working() {}

    /** So many of so many trials are done. */
    void tried(int done, int all);
  }

  /**
   * Draws the rows and computes their reference paths.
   *
   * @param dimension of a row
   * @param label by row
   */
  public static Tuner of(
      DriftFunction drift,
      Sde sde,
      double tMin,
      int dimension,
      IntFunction<Integer> label,
      TuningPlan plan,
      Listener listener) {
    List<RowId> ids =
        IntStream.range(0, plan.rows())
            .mapToObj(row -> new RowId(row, 0, label.apply(row)))
            .toList();
    PriorDraw prior = new PriorDraw(sde, new NoiseStream(plan.seed()));
    List<double[]> start = ids.stream().map(id -> prior.of(id, dimension)).toList();
    Rows rows = new Rows(drift, ids, plan.batch());
    ReferencePaths reference =
        ReferencePaths.of(rows, start, sde, tMin, plan.referenceSteps(), listener);
    if (reference.whole().size() < plan.rows()) {
      throw new IllegalArgumentException(
          "rows: %d of %d ended in NaN or an infinity (expected: none; try a larger tmin)"
              .formatted(plan.rows() - reference.whole().size(), plan.rows()));
    }
    return new Tuner(rows, start, sde, tMin, plan, reference);
  }

  /** Fits all solvers of the plan. */
  public List<TunedSolver> tune(Listener listener) {
    List<TunedSolver> solvers = new ArrayList<>();
    List<GridShape> starts = new ArrayList<>();
    GRIDS.forEach(name -> starts.add(GridShape.like(GridSpec.parse(name), sde, tMin)));
    int all = plan.evaluations().size() * plan.trials();
    for (int steps : plan.evaluations()) {
      int before = solvers.size() * plan.trials();
      Search search = new Search(steps, done -> listener.tried(before + done, all));
      Candidate best = search.best(starts);
      if (starts.size() > GRIDS.size()) {
        starts.remove(GRIDS.size());
      }
      starts.add(best.shape());
      solvers.add(finished(best, steps, search.tried));
      listener.tried(solvers.size() * plan.trials(), all);
    }
    return solvers;
  }

  /** Fits once more, to all rows. */
  private TunedSolver finished(Candidate best, int steps, int tried) {
    boolean[] all = new boolean[start.size()];
    Arrays.fill(all, true);
    Trial.Result result = trial(best.shape(), best.form(), steps, all);
    long evaluations = (long) (tried + 1) * steps * start.size();
    return new TunedSolver(result.table(), best.error(), evaluations);
  }

  private Trial.Result trial(GridShape shape, Trial.Form form, int steps, boolean[] fits) {
    return new Trial(rows, start, sde, reference, fits, form).run(shape.grid(sde, tMin, steps));
  }

  /**
   * Times and form that were tried.
   *
   * @param error of the rows that were not fitted to
   */
  private record Candidate(GridShape shape, Trial.Form form, double error) {
    boolean beats(Candidate other) {
      return error < 0.999 * other.error;
    }
  }

  /** The search for one number of evaluations. */
  private final class Search {
    private final int steps;
    private final IntConsumer heard;
    private final boolean[] fits;
    private int tried;

    Search(int steps, IntConsumer heard) {
      this.steps = steps;
      this.heard = heard;
      this.fits = new boolean[start.size()];
      for (int row = 0; row < fits.length; row += 2) {
        fits[row] = true;
      }
    }

    Candidate best(List<GridShape> starts) {
      Candidate best = tried(starts.get(0), FORMS.get(0));
      for (GridShape shape : starts) {
        best = bestForm(best, shape);
      }
      double move = FIRST_MOVE;
      while (move > LAST_MOVE && tried < plan.trials()) {
        Candidate moved = movedBy(best, move);
        move = moved == best ? 0.5 * move : move;
        best = moved;
      }
      return bestForm(best, best.shape());
    }

    private Candidate bestForm(Candidate from, GridShape shape) {
      Candidate best = from;
      for (Trial.Form form : FORMS) {
        boolean known = shape == from.shape() && form.equals(from.form());
        if (!known && tried < plan.trials()) {
          best = better(best, shape, form);
        }
      }
      return best;
    }

    private Candidate movedBy(Candidate from, double move) {
      Candidate best = from;
      for (int knot = 0; knot < from.shape().knots() && tried < plan.trials(); knot++) {
        Candidate up = better(best, best.shape().moved(knot, move), best.form());
        boolean down = up == best && tried < plan.trials();
        best = down ? better(best, best.shape().moved(knot, -move), best.form()) : up;
      }
      return best;
    }

    private Candidate better(Candidate best, GridShape shape, Trial.Form form) {
      Candidate other = tried(shape, form);
      return other.beats(best) ? other : best;
    }

    private Candidate tried(GridShape shape, Trial.Form form) {
      double[] errors = trial(shape, form, steps, fits).errors();
      heard.accept(++tried);
      double sum = 0.0;
      int judges = 0;
      for (int row = 0; row < errors.length; row++) {
        if (!fits[row]) {
          sum += errors[row];
          judges++;
        }
      }
      double error = sum / judges;
      return new Candidate(shape, form, Double.isFinite(error) ? error : Double.MAX_VALUE);
    }
  }
}
