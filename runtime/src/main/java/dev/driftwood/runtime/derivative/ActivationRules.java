package dev.driftwood.runtime.derivative;

import java.util.List;
import java.util.Map;

/** Elementwise functions of one argument: dy = f'(x) dx. */
final class ActivationRules {
  private ActivationRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry("Relu", RuleKind.FORMULA, "dy = sign(y) dx", ActivationRules::relu));
  }

  private static <V> List<Dual<V>> relu(Application<V> call) {
    V slope = call.tangentNode("Sign", Map.of(), call.values().type(call.y()), List.of(call.y()));
    return call.withTangent(call.tangents().mul(slope, call.dx(0)));
  }
}
