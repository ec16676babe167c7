package dev.driftwood.runtime.sampler.flow;

import dev.driftwood.runtime.sde.Marginal;
import java.util.List;

/**
 * The way from one time to another, along which the predicted part E is a polynomial of λ:
 *
 * <pre>
 *   y_t = carry y_s + Σ_k moment(k) h^k E^(k)(s),   h = λ_t − λ_s
 * </pre>
 *
 * @param prediction what E is
 * @param from where it begins; with noise
 * @param to where it ends; without noise only the first moment is of use
 */
record Leg(Prediction prediction, Marginal from, Marginal to) {
  double h() {
    return to.halfLogSnr() - from.halfLogSnr();
  }

  double z() {
    return prediction.sign() * h();
  }

  /** The factor of the state. */
  double carry() {
    return prediction.rest(to) / prediction.rest(from);
  }

  /** The weight of E itself: moment(0), finite at the end of a noiseless leg too. */
  double first() {
    return prediction.part(to) - carry() * prediction.part(from);
  }

  /** The weight −part · z φ_(k+1)(z) of h^k E^(k), k of at least 1. */
  double moment(int k) {
    return -prediction.part(to) * z() * Phi.of(k + 1, z());
  }

  /** Where a time lies along the leg: 0 at its beginning, 1 at its end, negative before. */
  double place(Marginal at) {
    return (at.halfLogSnr() - from.halfLogSnr()) / h();
  }

  /** carry x + Σ w_j E_j, a fresh array. */
  double[] end(double[] x, double[] weights, List<double[]> values) {
    double carry = carry();
    double[] next = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      next[d] = carry * x[d];
    }
    for (int j = 0; j < weights.length; j++) {
      double[] value = values.get(j);
      for (int d = 0; d < x.length; d++) {
        next[d] += weights[j] * value[d];
      }
    }
    return next;
  }
}
