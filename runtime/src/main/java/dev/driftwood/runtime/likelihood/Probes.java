package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directions along which a trace is taken: tr J = E[vᵀ J v] over random v of identity
 * covariance, or exactly as the sum over unit vectors.
 *
 * <p>With a control, tr J = tr A + E[vᵀ (J − A) v], A being the Jacobian that the drift of normal
 * data of a known covariance has. Whatever the covariance, the mean stays; the nearer A comes to J,
 * the less is left to chance.
 *
 * <p>Source: M. Hutchinson, "A stochastic estimator of the trace of the influence matrix",
 * Communications in Statistics 18 (1989), doi:10.1080/03610918908812806.
 *
 * @param law how the directions are drawn
 * @param count how many; 1 for {@link Law#EXACT}, which takes as many as there are dimensions
 * @param noise whose numbers
 * @param control the covariance of the data, where its Jacobian is to be subtracted
 */
public record Probes(Law law, int count, NoiseStream noise, Optional<DataCovariance> control) {
  /** How directions are drawn. */
  public enum Law {
    /** Signs, of least variance among independent entries. */
    RADEMACHER,
    /** Standard normal numbers. */
    GAUSSIAN,
    /** At right angles to each other, of length √D, turned at random; at most D of them. */
    ORTHOGONAL,
    /**
     * Hutch++: half of the products span where J was largest, and give its trace there exactly; the
     * others are {@link #ORTHOGONAL} in what is left. At least two, at most D.
     */
    HUTCH_PLUS_PLUS,
    /** The unit vectors, one product for each dimension. */
    EXACT
  }

  /** Checks the count. */
  public Probes {
    int least = law == Law.HUTCH_PLUS_PLUS ? 2 : 1;
    if (!(count >= least)) {
      throw new IllegalArgumentException("probes: " + count + " (expected: >= " + least + ")");
    }
    if (law == Law.EXACT && !(count == 1 && control.isEmpty())) {
      throw new IllegalArgumentException(
          "probes: " + count + " (expected: 1, and no control, with exact)");
    }
  }

  /** Probes without a control. */
  public Probes(Law law, int count, NoiseStream noise) {
    this(law, count, noise, Optional.empty());
  }

  /** Random signs. */
  public static Probes rademacher(int count, NoiseStream noise) {
    return new Probes(Law.RADEMACHER, count, noise);
  }

  /** The exact trace. */
  public static Probes exact(NoiseStream noise) {
    return new Probes(Law.EXACT, 1, noise);
  }

  /** The same with a control. */
  public Probes controlledBy(DataCovariance covariance) {
    return new Probes(law, count, noise, Optional.of(covariance));
  }

  /** How many estimates of a trace there are, each from directions of its own. */
  int replicates() {
    return count - sketched();
  }

  /** How many of the products go into the subspace of {@link Law#HUTCH_PLUS_PLUS}. */
  int sketched() {
    return law == Law.HUTCH_PLUS_PLUS ? count / 2 : 0;
  }

  /** The directions of one row, always the same for the same step number. */
  TraceDirections directions(RowId id, int step, int dimension) {
    return directions(id, step, dimension, Sketch.NONE);
  }

  /** The directions of one row beside a subspace; of a new one where there is none yet. */
  TraceDirections directions(RowId id, int step, int dimension, Sketch sketch) {
    if (law == Law.EXACT) {
      return new TraceDirections(this, Sketch.NONE, new UnitVectors(dimension));
    }
    Sketch used = sketch.size() == sketched() ? sketch : first(id, step, dimension);
    return new TraceDirections(this, used, drawn(id, step, dimension, used));
  }

  /** The question for the drift and the traces at a point. */
  Query query(RowId id, int step, double[] y, double t) {
    return directions(id, step, y.length).query(y, t, id.label());
  }

  /** The estimates of the trace at a point, given the answer to {@link #query}. */
  double[] estimates(RowId id, int step, Sde sde, double t, Evaluation evaluation) {
    if (control.isEmpty() && law != Law.HUTCH_PLUS_PLUS && law != Law.EXACT) {
      // The directions need not be drawn again: nothing is to be said of them.
      return evaluation.traces();
    }
    int dimension = evaluation.drift().length;
    return directions(id, step, dimension).estimates(sde, t, evaluation);
  }

  /**
   * The mean of the estimates. Directions at right angles leave less of the space to chance: as in
   * sampling without replacement the variance is that of independent ones, measured, times 1 − n/D.
   */
  Estimate mean(double[] estimates, int dimension) {
    Estimate independent = Estimate.ofIndependent(estimates);
    return switch (law) {
      case RADEMACHER, GAUSSIAN -> independent;
      case ORTHOGONAL, HUTCH_PLUS_PLUS ->
          independent.narrowed(1.0 - (double) replicates() / (dimension - sketched()));
      case EXACT -> Estimate.certain(independent.mean());
    };
  }

  /** Any subspace will do to begin with. */
  private Sketch first(RowId id, int step, int dimension) {
    List<double[]> any = new ArrayList<>();
    for (int probe = 0; probe < sketched(); probe++) {
      any.add(normals(id, probe, step, dimension));
    }
    return Sketch.spannedBy(any);
  }

  private List<double[]> drawn(RowId id, int step, int dimension, Sketch sketch) {
    List<double[]> drawn = new ArrayList<>(replicates());
    for (int probe = sketched(); probe < count; probe++) {
      drawn.add(
          law == Law.RADEMACHER
              ? signs(id, probe, step, dimension)
              : normals(id, probe, step, dimension));
    }
    return law == Law.ORTHOGONAL || law == Law.HUTCH_PLUS_PLUS ? sketch.around(drawn) : drawn;
  }

  private double[] signs(RowId id, int probe, int step, int dimension) {
    double[] v = new double[dimension];
    noise.rademacher(id.key(), Purpose.PROBE, id.draw(), probe, step, v);
    return v;
  }

  private double[] normals(RowId id, int probe, int step, int dimension) {
    double[] v = new double[dimension];
    noise.normals(id.key(), Purpose.PROBE, id.draw(), probe, step, v);
    return v;
  }
}
