package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import dev.driftwood.runtime.derivative.Dual;
import dev.driftwood.trainer.djl.Arrays;

/**
 * Sliced score matching with the norm of the score in place of its slice, which has less variance:
 * the batch mean of {@code σ² w (½ ‖s‖² + vᵀ (∂s/∂y) v)} for the score s and a random v of unit
 * variance (Song et al. 2019, arXiv:1905.07088, equation 8). With {@code ε̂ = −σ s = b·F} it is
 *
 * <pre>
 *   w (½ ‖ε̂‖² − σ vᵀ (∂ε̂/∂y) v),
 * </pre>
 *
 * <p>in expectation {@link DsmLoss} without the constant ½ D w of D numbers. Forward mode gives
 * {@code (∂F/∂y) v}, so it costs some two to three times as much.
 */
final class SlicedLoss {
  private SlicedLoss() {}

  /**
   * The loss, a scalar.
   *
   * @param output F and {@code (∂F/∂y) v}, {@code [n, …]}
   * @param ofOutput b of each row, {@code [n, 1, …]}
   * @param probe v, of the shape of F
   * @param sigma σ of each row, {@code [n, 1, …]}
   * @param weight w of each row, {@code [n, 1, …]}
   */
  static NDArray of(
      Dual<NDArray> output, NDArray ofOutput, NDArray probe, NDArray sigma, NDArray weight) {
    NDArray squares = Arrays.scaled(output.primal().mul(ofOutput).square(), 0.5);
    NDArray slices = output.tangent().mul(ofOutput).mul(sigma).mul(probe);
    long rows = output.primal().getShape().get(0);
    return Arrays.scaled(squares.sub(slices).mul(weight).sum(), 1.0 / rows);
  }
}
