package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Ops;
import java.util.List;

/** The sines, then the cosines, of {@code t [n]} at frequencies {@code [1, k]}: {@code [n, 2k]}. */
final class Waves {
  private Waves() {}

  static <V> V of(Ops<V> ops, V t, V frequencies) {
    V phase = ops.mul(ops.reshape(t, 0, 1), frequencies);
    return ops.concat(1, List.of(ops.sin(phase), ops.cos(phase)));
  }
}
