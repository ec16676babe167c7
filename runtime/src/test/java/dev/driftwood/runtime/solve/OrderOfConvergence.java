package dev.driftwood.runtime.solve;

import java.util.function.IntToDoubleFunction;

/** The measured order of a method: the slope of log error against log step. */
final class OrderOfConvergence {
  private OrderOfConvergence() {}

  /** The least-squares slope over the given numbers of steps. */
  static double measure(IntToDoubleFunction errorOfSteps, int... steps) {
    double meanX = 0.0;
    double meanY = 0.0;
    double[] x = new double[steps.length];
    double[] y = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      x[i] = -Math.log(steps[i]);
      y[i] = Math.log(Math.abs(errorOfSteps.applyAsDouble(steps[i])));
      meanX += x[i] / steps.length;
      meanY += y[i] / steps.length;
    }
    double covariance = 0.0;
    double variance = 0.0;
    for (int i = 0; i < steps.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      variance += (x[i] - meanX) * (x[i] - meanX);
    }
    return covariance / variance;
  }
}
