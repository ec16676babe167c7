package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The likelihood of public implementations, as a baseline: all rows are one state (y_1 … y_B, l_1 …
 * l_B) of the pair of Dormand and Prince, whose steps so depend on the company; drift and
 * divergence are passes of the network of their own; there is one Rademacher probe a row, fixed.
 *
 * <p>First step and step control are those of SciPy's RK45.
 *
 * <p>Source: Y. Song et al., "Score-based generative modeling through stochastic differential
 * equations", ICLR 2021 (arXiv:2011.13456), section D.2, and its published code; Hairer, Nørsett,
 * Wanner, "Solving ordinary differential equations I", section II.4.
 *
 * @param sde the forward SDE
 * @param drift the network
 * @param label of all rows
 * @param noise whose signs
 * @param tMin where rows enter
 * @param tolerance relative and absolute
 */
record PublicFlow(
    Sde sde, DriftFunction drift, int label, NoiseStream noise, double tMin, double tolerance) {
  private static final ButcherTableau PAIR = ButcherTableau.dormandPrince();
  private static final double SAFETY = 0.9;
  private static final double EXPONENT = -0.2;

  /** Log-likelihoods of rows in nats. */
  double[] logLikelihoods(List<double[]> rows) {
    int dimension = rows.get(0).length;
    double[] end = solved(joined(rows), rows.size(), dimension);
    double[] nats = new double[rows.size()];
    for (int row = 0; row < nats.length; row++) {
      double[] y = Arrays.copyOfRange(end, row * dimension, (row + 1) * dimension);
      nats[row] = sde.priorLogDensity(y) + end[rows.size() * dimension + row];
    }
    return nats;
  }

  private static double[] joined(List<double[]> rows) {
    int dimension = rows.get(0).length;
    double[] z = new double[rows.size() * (dimension + 1)];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, z, row * dimension, dimension);
    }
    return z;
  }

  private double[] solved(double[] start, int count, int dimension) {
    double t = tMin;
    double[] z = start;
    double[] slope = slope(t, z, count, dimension);
    double h = firstStep(z, slope, count, dimension);
    boolean rejected = false;
    while (t < Sde.HORIZON) {
      double next = Math.min(t + h, Sde.HORIZON);
      List<double[]> slopes = slopes(t, next - t, z, slope, count, dimension);
      double[] moved = moved(z, next - t, slopes, PAIR.evaluationsPerStep(), PAIR::b);
      double error = error(z, moved, next - t, slopes);
      double growth = error == 0.0 ? 10.0 : SAFETY * Math.pow(error, EXPONENT);
      if (error < 1.0) {
        h = (next - t) * Math.min(rejected ? 1.0 : 10.0, growth);
        t = next;
        z = moved;
        slope = slopes.get(slopes.size() - 1);
      } else {
        h = (next - t) * Math.max(0.2, growth);
      }
      rejected = error >= 1.0;
    }
    return z;
  }

  private List<double[]> slopes(
      double t, double h, double[] z, double[] first, int count, int dimension) {
    List<double[]> slopes = new ArrayList<>(List.of(first));
    for (int i = 1; i < PAIR.stages(); i++) {
      int stage = i;
      double[] point = moved(z, h, slopes, i, j -> PAIR.a(stage, j));
      slopes.add(slope(Math.min(t + PAIR.c(i) * h, Sde.HORIZON), point, count, dimension));
    }
    return slopes;
  }

  private double error(double[] z, double[] moved, double h, List<double[]> slopes) {
    double[] error = moved(new double[z.length], h, slopes, PAIR.stages(), PAIR::e);
    double sum = 0.0;
    for (int i = 0; i < z.length; i++) {
      double scale = tolerance * (1.0 + Math.max(Math.abs(z[i]), Math.abs(moved[i])));
      sum += error[i] * error[i] / (scale * scale);
    }
    return Math.sqrt(sum / z.length);
  }

  private double firstStep(double[] z, double[] slope, int count, int dimension) {
    double size = norm(z, z);
    double speed = norm(slope, z);
    double guess = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
    double[] probe = moved(z, guess, List.of(slope), 1, j -> 1.0);
    double[] there = slope(tMin + guess, probe, count, dimension);
    double bend = norm(moved(there, -1.0, List.of(slope), 1, j -> 1.0), z) / guess;
    double steepest = Math.max(speed, bend);
    double step = steepest <= 1e-15 ? 1e-3 * guess : Math.pow(0.01 / steepest, -EXPONENT);
    return Math.min(100.0 * guess, step);
  }

  private double norm(double[] values, double[] z) {
    double sum = 0.0;
    for (int i = 0; i < z.length; i++) {
      double scaled = values[i] / (tolerance * (1.0 + Math.abs(z[i])));
      sum += scaled * scaled;
    }
    return Math.sqrt(sum / z.length);
  }

  private static double[] moved(
      double[] z, double h, List<double[]> slopes, int count, IntToDoubleFunction weights) {
    double[] moved = z.clone();
    for (int j = 0; j < count; j++) {
      double weight = h * weights.applyAsDouble(j);
      double[] slope = slopes.get(j);
      for (int i = 0; i < moved.length; i++) {
        moved[i] += weight * slope[i];
      }
    }
    return moved;
  }

  private double[] slope(double t, double[] z, int count, int dimension) {
    List<Evaluation> drifts = drift.evaluate(queries(t, z, count, dimension, false));
    List<Evaluation> traces = drift.evaluate(queries(t, z, count, dimension, true));
    double weight = 0.5 * sde.g(t);
    double[] slope = new double[z.length];
    for (int row = 0; row < count; row++) {
      for (int d = 0; d < dimension; d++) {
        int i = row * dimension + d;
        slope[i] = sde.mu(t) * z[i] - weight * drifts.get(row).drift()[d];
      }
      slope[count * dimension + row] = dimension * sde.mu(t) - weight * traces.get(row).traces()[0];
    }
    return slope;
  }

  private List<Query> queries(double t, double[] z, int count, int dimension, boolean traced) {
    List<Query> queries = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double[] y = Arrays.copyOfRange(z, row * dimension, (row + 1) * dimension);
      queries.add(new Query(y, t, label, traced ? List.of(signs(row, dimension)) : List.of()));
    }
    return queries;
  }

  private double[] signs(int row, int dimension) {
    double[] v = new double[dimension];
    noise.rademacher(row, Purpose.PROBE, 0, 0, 0, v);
    return v;
  }
}
