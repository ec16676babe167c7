package dev.driftwood.runtime.tune;

import dev.driftwood.runtime.sampler.FittedMultistep;
import dev.driftwood.runtime.sampler.MultistepTable;
import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows on their way through a grid while its coefficients are fitted: in each step those for which
 * the rows come nearest to their reference paths, given where the steps so far have taken them.
 */
final class Trial {
  private final Rows rows;
  private final Sde sde;
  private final ReferencePaths reference;
  private final boolean[] fits;
  private final Form form;
  private final List<List<double[]>> noises = new ArrayList<>();
  private List<double[]> x;

  /**
   * What is fitted.
   *
   * @param memory evaluations that a step looks back on
   * @param ridge of the least squares
   */
  record Form(int memory, double ridge) {}

  /**
   * What came of it.
   *
   * @param table the coefficients
   * @param errors of each row at the end: the root mean square over its dimensions
   */
  record Result(MultistepTable table, double[] errors) {}

  /** Rows before their first step; only those marked are fitted to. */
  Trial(
      Rows rows,
      List<double[]> start,
      Sde sde,
      ReferencePaths reference,
      boolean[] fits,
      Form form) {
    this.rows = rows;
    this.sde = sde;
    this.reference = reference;
    this.fits = fits.clone();
    this.form = form;
    this.x = start;
  }

  /** Takes the rows along the grid. */
  Result run(TimeGrid grid) {
    List<Double> times = new ArrayList<>(List.of(grid.first()));
    List<Double> states = new ArrayList<>();
    List<List<Double>> weights = new ArrayList<>();
    for (int i = 0; i < grid.steps(); i++) {
      double[] fitted = step(sde.marginal(grid.at(i)), sde.marginal(grid.at(i + 1)));
      times.add(grid.at(i + 1));
      states.add(fitted[0]);
      weights.add(rest(fitted));
    }
    return new Result(new MultistepTable(times, states, weights), errors(grid.last()));
  }

  private static List<Double> rest(double[] fitted) {
    List<Double> rest = new ArrayList<>();
    for (int k = 1; k < fitted.length; k++) {
      rest.add(fitted[k]);
    }
    return rest;
  }

  private double[] step(Marginal from, Marginal to) {
    List<double[]> drifts = rows.drifts(x, from.t());
    noises.add(0, drifts.stream().map(from::noise).toList());
    if (noises.size() > form.memory()) {
      noises.remove(form.memory());
    }
    int used = noises.size();
    List<double[]> exact = new ArrayList<>();
    NormalEquations equations = new NormalEquations(used + 1);
    for (int row = 0; row < x.size(); row++) {
      exact.add(FittedMultistep.exactPart(from, to, x.get(row), drifts.get(row)));
      if (fits[row]) {
        double[] target = plus(reference.at(row, to.t()), -1.0, exact.get(row));
        equations.add(columns(row, used), target);
      }
    }
    double[] fitted = equations.solve(form.ridge());
    x = moved(exact, fitted, used);
    return fitted;
  }

  private List<double[]> moved(List<double[]> exact, double[] fitted, int used) {
    List<double[]> next = new ArrayList<>();
    for (int row = 0; row < exact.size(); row++) {
      double[] sum = exact.get(row);
      List<double[]> columns = columns(row, used);
      for (int k = 0; k < fitted.length; k++) {
        sum = plus(sum, fitted[k], columns.get(k));
      }
      next.add(sum);
    }
    return next;
  }

  private List<double[]> columns(int row, int used) {
    List<double[]> columns = new ArrayList<>(List.of(x.get(row)));
    for (int j = 0; j < used; j++) {
      columns.add(noises.get(j).get(row));
    }
    return columns;
  }

  private static double[] plus(double[] x, double weight, double[] y) {
    double[] sum = new double[x.length];
    for (int d = 0; d < sum.length; d++) {
      sum[d] = x[d] + weight * y[d];
    }
    return sum;
  }

  private double[] errors(double t) {
    double[] errors = new double[x.size()];
    for (int row = 0; row < errors.length; row++) {
      double[] difference = plus(reference.at(row, t), -1.0, x.get(row));
      double sum = 0.0;
      for (double value : difference) {
        sum += value * value;
      }
      errors[row] = Math.sqrt(sum / difference.length);
    }
    return errors;
  }
}
