package dev.driftwood.runtime.derivative;

import java.util.List;

/**
 * The rule of functions of one argument, element by element: the slope times the tangent.
 *
 * @param slope the function's derivative
 */
record Sloped(Slope slope) implements Rule {
  @Override
  public <V> List<Dual<V>> apply(Application<V> call) {
    return call.withTangent(call.tangents().mul(slope.of(call), call.dx(0)));
  }
}
