package dev.driftwood.runtime.tune;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the steps of a grid lie in ln(α/σ), for any number of them: by a density whose logarithm is
 * linear between equally spaced knots, so that it is positive and the times fall strictly.
 *
 * @param logDensities at the knots, from noise to data
 */
record GridShape(List<Double> logDensities) {
  private static final int KNOTS = 5;
  private static final int CELLS = 400;

  GridShape {
    logDensities = List.copyOf(logDensities);
  }

  /** The shape that is nearest to a grid. */
  static GridShape like(GridSpec spec, Sde sde, double tMin) {
    TimeGrid grid = spec.grid(sde, tMin, CELLS);
    double first = position(sde, grid.first());
    double length = position(sde, tMin) - first;
    List<Double> logs = new ArrayList<>();
    int cell = 0;
    for (int knot = 0; knot < KNOTS; knot++) {
      double at = first + length * knot / (KNOTS - 1);
      while (cell + 2 < grid.steps() && position(sde, grid.at(cell + 1)) < at) {
        cell++;
      }
      double width = position(sde, grid.at(cell + 1)) - position(sde, grid.at(cell));
      logs.add(-StrictMath.log(width * CELLS / length));
    }
    return new GridShape(logs);
  }

  /** The shape with one knot moved. */
  GridShape moved(int knot, double by) {
    List<Double> logs = new ArrayList<>(logDensities);
    logs.set(knot, logs.get(knot) + by);
    return new GridShape(logs);
  }

  int knots() {
    return logDensities.size();
  }

  /** The times of a grid of this shape. */
  TimeGrid grid(Sde sde, double tMin, int steps) {
    double[] cumulative = cumulative();
    double first = position(sde, Sde.HORIZON);
    double length = position(sde, tMin) - first;
    double[] times = new double[steps + 1];
    times[0] = Sde.HORIZON;
    for (int i = 1; i < steps; i++) {
      double share = inverse(cumulative, (double) i / steps);
      times[i] = sde.timeOfLogSnr(2.0 * (first + length * share));
    }
    times[steps] = tMin;
    return TimeGrid.of(times);
  }

  private static double position(Sde sde, double t) {
    return sde.marginal(t).halfLogSnr();
  }

  private double[] cumulative() {
    double[] sums = new double[CELLS + 1];
    for (int i = 0; i < CELLS; i++) {
      sums[i + 1] = sums[i] + 0.5 * (density(i) + density(i + 1));
    }
    double total = sums[CELLS];
    for (int i = 0; i < CELLS; i++) {
      sums[i] /= total;
    }
    sums[CELLS] = 1.0;
    return sums;
  }

  private double density(int cell) {
    double place = (double) cell / CELLS * (knots() - 1);
    int knot = Math.min((int) place, knots() - 2);
    double share = place - knot;
    double log = (1.0 - share) * logDensities.get(knot) + share * logDensities.get(knot + 1);
    return StrictMath.exp(log);
  }

  private static double inverse(double[] cumulative, double share) {
    int cell = 0;
    while (cumulative[cell + 1] < share) {
      cell++;
    }
    double within = (share - cumulative[cell]) / (cumulative[cell + 1] - cumulative[cell]);
    return (cell + within) / CELLS;
  }
}
