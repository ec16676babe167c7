package dev.driftwood.runtime.derivative;

import org.jspecify.annotations.Nullable;

/**
 * A value and its derivative along the direction that forward mode follows.
 *
 * @param primal the value
 * @param tangent its directional derivative, of the same shape; {@code null} is a symbolic zero
 */
public record Dual<V>(V primal, @Nullable V tangent) {
  /** A value that does not depend on what is differentiated. */
  public static <V> Dual<V> constant(V primal) {
    return new Dual<>(primal, null);
  }
}
