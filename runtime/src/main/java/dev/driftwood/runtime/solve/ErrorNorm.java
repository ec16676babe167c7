package dev.driftwood.runtime.solve;

/**
 * The size of a vector in units of the tolerance: the root mean square of v_d / (atol + rtol ·
 * max(|z_d|, |z'_d|)) over the row, or over what is integrated along with it, whichever is larger.
 *
 * <p>Two means and not one: among thousands of pixels the error of a single log-density would
 * drown.
 *
 * @param tolerance the unit
 * @param dimension the number of leading entries that are the row
 */
record ErrorNorm(Tolerance tolerance, int dimension) {
  double of(double[] v, double[] before, double[] after) {
    double row = rootMeanSquare(v, before, after, 0, dimension);
    double rest = rootMeanSquare(v, before, after, dimension, v.length);
    return Math.max(row, rest);
  }

  private double rootMeanSquare(double[] v, double[] before, double[] after, int from, int to) {
    double sum = 0.0;
    for (int d = from; d < to; d++) {
      double size = Math.max(Math.abs(before[d]), Math.abs(after[d]));
      double ratio = v[d] / (tolerance.absolute() + tolerance.relative() * size);
      sum += ratio * ratio;
    }
    return to > from ? Math.sqrt(sum / (to - from)) : 0.0;
  }
}
