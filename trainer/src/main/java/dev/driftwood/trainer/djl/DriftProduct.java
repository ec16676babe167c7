package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.runtime.derivative.ForwardMode;
import dev.driftwood.runtime.ops.Network;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A network's output with its derivative along a direction, which autograd follows as well. */
public final class DriftProduct {
  private DriftProduct() {}

  /**
   * {@code F(x, t)} and {@code (∂F/∂x) v}; they and all on the way to them belong to the manager of
   * {@code engine}.
   *
   * @param weights by name
   * @param label {@code [n]}, {@code null} for a network without labels
   * @param v of the shape of {@code x}
   */
  public static Dual<NDArray> of(
      Network network,
      DjlOps engine,
      Function<String, NDArray> weights,
      NDArray x,
      NDArray t,
      @Nullable NDArray label,
      NDArray v) {
    ForwardMode<NDArray> ops = new ForwardMode<>(engine);
    return network.forward(
        ops,
        declared -> Dual.constant(weights.apply(declared.name())),
        new Dual<>(x, v),
        Dual.constant(t),
        label == null ? null : Dual.constant(label));
  }
}
