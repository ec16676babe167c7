package dev.driftwood.runtime.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.RowId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The directions along which a trace is taken: tr J = E[vᵀ J v] over random v of identity
 * covariance, or exactly as the sum over unit vectors.
 *
 * <p>Source: M. Hutchinson, "A stochastic estimator of the trace of the influence matrix",
 * Communications in Statistics 18 (1989), doi:10.1080/03610918908812806.
 *
 * @param law how the directions are drawn
 * @param count how many; 1 for {@link Law#EXACT}, which takes as many as there are dimensions
 * @param noise whose numbers
 */
public record Probes(Law law, int count, NoiseStream noise) {
  /** How directions are drawn. */
  public enum Law {
    /** Signs, of least variance among independent entries. */
    RADEMACHER,
    /** Standard normal numbers. */
    GAUSSIAN,
    /** The unit vectors, one product for each dimension. */
    EXACT
  }

  /** Checks the count. */
  public Probes {
    if (!(count >= 1)) {
      throw new IllegalArgumentException("probes: " + count + " (expected: >= 1)");
    }
    if (law == Law.EXACT && !(count == 1)) {
      throw new IllegalArgumentException("probes: " + count + " (expected: 1 with exact)");
    }
  }

  /** Random signs. */
  public static Probes rademacher(int count, NoiseStream noise) {
    return new Probes(Law.RADEMACHER, count, noise);
  }

  /** The exact trace. */
  public static Probes exact(NoiseStream noise) {
    return new Probes(Law.EXACT, 1, noise);
  }

  /** The directions of one row, always the same for the same step number. */
  List<double[]> tangents(RowId id, int step, int dimension) {
    if (law == Law.EXACT) {
      return new UnitVectors(dimension);
    }
    List<double[]> tangents = new ArrayList<>(count);
    for (int probe = 0; probe < count; probe++) {
      tangents.add(random(id, probe, step, dimension));
    }
    return tangents;
  }

  /** One estimate of the trace for each probe, given vᵀ J v of the row's tangents. */
  double[] traces(Evaluation evaluation) {
    return law == Law.EXACT
        ? new double[] {Arrays.stream(evaluation.traces()).sum()}
        : evaluation.traces();
  }

  private double[] random(RowId id, int probe, int step, int dimension) {
    double[] v = new double[dimension];
    if (law == Law.GAUSSIAN) {
      noise.normals(id.key(), Purpose.PROBE, id.draw(), probe, step, v);
    } else {
      noise.rademacher(id.key(), Purpose.PROBE, id.draw(), probe, step, v);
    }
    return v;
  }

  /** The unit vectors, made as they are asked for: all at once would be the dimension squared. */
  private static final class UnitVectors extends AbstractList<double[]> {
    private final int dimension;

    UnitVectors(int dimension) {
      this.dimension = dimension;
    }

    @Override
    public double[] get(int index) {
      double[] unit = new double[dimension];
      unit[index] = 1.0;
      return unit;
    }

    @Override
    public int size() {
      return dimension;
    }
  }
}
