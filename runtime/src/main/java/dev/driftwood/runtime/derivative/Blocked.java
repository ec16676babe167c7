package dev.driftwood.runtime.derivative;

import java.util.List;

/** The rule of operators whose results carry no tangent. */
record Blocked() implements Rule {
  @Override
  public <V> List<Dual<V>> apply(Application<V> call) {
    return call.results().stream().map(Dual::constant).toList();
  }
}
