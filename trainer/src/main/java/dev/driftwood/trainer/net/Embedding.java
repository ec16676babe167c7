package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Init;
import dev.driftwood.runtime.ops.Scope;

/**
 * A trained vector {@code [width]} for each of a number of labels; it starts as noise of variance
 * 1/width.
 */
record Embedding(int count, int width) {
  <V> V apply(Scope<V> scope, V labels) {
    Init start = new Init.VarianceScaling(1, width, width);
    return scope.ops().rows(scope.parameter("table", start, count, width), labels);
  }
}
