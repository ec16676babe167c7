package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;

/**
 * Denoising score matching in the drift's terms: the batch mean of {@code ½ ‖(σ/g) a + ε‖²}, summed
 * over an item's numbers (Huang et al. 2021, arXiv:2106.02808; Vincent 2011).
 */
final class DsmLoss {
  private DsmLoss() {}

  /**
   * The loss, a scalar.
   *
   * @param drift a, {@code [n, …]}
   * @param noise ε, of the shape of {@code drift}
   * @param ratios σ/g of each row, {@code [n, 1, …]}
   */
  static NDArray of(NDArray drift, NDArray noise, NDArray ratios) {
    NDArray residual = drift.mul(ratios).add(noise);
    return residual.square().sum().mul(0.5 / drift.getShape().get(0));
  }
}
