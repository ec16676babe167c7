package dev.driftwood.runtime.solve;

import java.util.OptionalDouble;

/**
 * The orders of convergence of a method in the step size, as far as it has any.
 *
 * @param deterministic of the error of a path of an ordinary differential equation
 * @param strong of the root mean square distance to the path of the SDE with the same Brownian path
 * @param weak of the error of moments
 */
public record Order(OptionalDouble deterministic, OptionalDouble strong, OptionalDouble weak) {
  /** The order of a solver of ordinary differential equations. */
  public static Order ofFlow(double order) {
    return new Order(OptionalDouble.of(order), OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** The orders of a solver of stochastic differential equations. */
  public static Order ofNoise(double strong, double weak) {
    return new Order(OptionalDouble.empty(), OptionalDouble.of(strong), OptionalDouble.of(weak));
  }

  /** Of a method that does not follow a path, such as a corrector. */
  public static Order none() {
    return new Order(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
  }
}
