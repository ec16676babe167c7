package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;
import dev.driftwood.trainer.djl.Arrays;

/**
 * Denoising score matching: the batch mean of {@code ½ w ‖ε̂ − ε‖²}, summed over an item's numbers,
 * for the noise {@code ε̂ = a·y + b·F} that the network's output F amounts to; {@code ½ ‖(σ/g) a +
 * ε‖²} where it is the drift (Huang et al. 2021, arXiv:2106.02808; Vincent 2011).
 */
final class DsmLoss {
  private DsmLoss() {}

  /**
   * The loss, a scalar.
   *
   * @param output F, {@code [n, …]}
   * @param ofOutput b of each row, {@code [n, 1, …]}
   * @param target {@code ε − a·y}, of the shape of {@code output}
   * @param weight w of each row, {@code [n, 1, …]}
   */
  static NDArray of(NDArray output, NDArray ofOutput, NDArray target, NDArray weight) {
    NDArray residual = output.mul(ofOutput).sub(target);
    NDArray sum = residual.square().mul(weight).sum();
    return Arrays.scaled(sum, 0.5 / output.getShape().get(0));
  }
}
