package dev.driftwood.runtime.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * One Runge–Kutta step of one row.
 *
 * @param system the equation
 * @param tableau the method
 * @param id which row
 * @param t the time before the step
 * @param end the time after it, on either side of t
 * @param z the state before it
 */
record Stages(
    OdeSystem system, ButcherTableau tableau, RowId id, double t, double end, double[] z) {
  /** What the next stage needs, given the slopes of the earlier ones. */
  Query query(List<double[]> slopes) {
    int i = slopes.size();
    return system.query(id, time(i), point(i, slopes));
  }

  /** The slopes of the stages known so far: those known before, then one for each evaluation. */
  List<double[]> slopes(List<double[]> known, List<Evaluation> evaluations) {
    List<double[]> slopes = new ArrayList<>(known);
    for (Evaluation evaluation : evaluations) {
      int i = slopes.size();
      slopes.add(system.slope(id, time(i), point(i, slopes), evaluation));
    }
    return slopes;
  }

  /** The state after the step. */
  double[] result(List<double[]> slopes) {
    return plus(combination(slopes, tableau.evaluationsPerStep(), tableau::b));
  }

  /** The estimated error of the step. */
  double[] error(List<double[]> slopes) {
    return combination(slopes, tableau.stages(), tableau::e);
  }

  private double time(int i) {
    // The end is met exactly: beyond t = 0 the coefficients have no meaning.
    return tableau.c(i) == 1.0 ? end : t + tableau.c(i) * (end - t);
  }

  private double[] point(int i, List<double[]> slopes) {
    return i == 0 ? z : plus(combination(slopes, i, j -> tableau.a(i, j)));
  }

  private double[] combination(List<double[]> slopes, int count, IntToDoubleFunction weight) {
    double[] sum = new double[z.length];
    for (int j = 0; j < count; j++) {
      double w = (end - t) * weight.applyAsDouble(j);
      double[] slope = slopes.get(j);
      for (int d = 0; d < sum.length; d++) {
        sum[d] += w * slope[d];
      }
    }
    return sum;
  }

  private double[] plus(double[] increment) {
    double[] sum = new double[z.length];
    for (int d = 0; d < sum.length; d++) {
      sum[d] = z[d] + increment[d];
    }
    return sum;
  }
}
