package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.Marginal;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Past;
import java.util.ArrayList;
import java.util.List;

/**
 * The denoised data as a polynomial in λ = ln(α/σ) through up to three evaluations.
 *
 * @param lambdas of the evaluations, the latest first
 * @param data x̂₀ of each
 */
record DataPolynomial(List<Double> lambdas, List<double[]> data) {
  private static final double LONGEST = 2.0;

  /** Through the evaluation here and those before it, as many as there are and up to a number. */
  static DataPolynomial of(Sde sde, Past here, List<Past> past, int most) {
    List<Double> lambdas = new ArrayList<>();
    List<double[]> data = new ArrayList<>();
    List<Past> all = new ArrayList<>(List.of(here));
    all.addAll(past);
    for (Past each : all.subList(0, Math.min(most, all.size()))) {
      Marginal at = sde.marginal(each.t());
      lambdas.add(at.halfLogSnr());
      data.add(at.data(each.x(), each.drift()));
    }
    return new DataPolynomial(lambdas, data);
  }

  /**
   * Its mean between the latest λ and that of a marginal, under the weight e^(rate · λ). A line is
   * taken at the middle instead, which has the same order and overshoots less in long steps.
   *
   * <p>The latest value alone where the step is more than twice the one before, as it is at the end
   * of equal steps in t, and where its end is infinite: no polynomial is good so far outside.
   */
  double[] mean(Marginal to, double rate) {
    double h = to.halfLogSnr() - lambdas.get(0);
    if (data.size() == 1 || h > LONGEST * (lambdas.get(0) - lambdas.get(1))) {
      return data.get(0);
    }
    double r0 = (lambdas.get(0) - lambdas.get(1)) / h;
    if (data.size() == 2) {
      return latestPlus(0.5 / r0);
    }
    double r1 = (lambdas.get(1) - lambdas.get(2)) / h;
    double first = firstMoment(rate * h);
    double curvature = (first * r0 + secondMoment(rate * h)) / (r0 + r1);
    return latestPlus((first + curvature) / r0, -curvature / r1);
  }

  /** D₀ + Σ w_i (D_i − D_(i+1)). */
  private double[] latestPlus(double... weights) {
    double[] sum = data.get(0).clone();
    for (int i = 0; i < weights.length; i++) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += weights[i] * (data.get(i)[d] - data.get(i + 1)[d]);
      }
    }
    return sum;
  }

  /** The mean of s in [0, 1] under the weight e^(zs): 1/(1 − e^(−z)) − 1/z. */
  private static double firstMoment(double z) {
    return -1.0 / StrictMath.expm1(-z) - 1.0 / z;
  }

  /** The mean of s² under the same weight: 1/(1 − e^(−z)) − (2/z) E[s]. */
  private static double secondMoment(double z) {
    return -1.0 / StrictMath.expm1(-z) - 2.0 / z * firstMoment(z);
  }
}
