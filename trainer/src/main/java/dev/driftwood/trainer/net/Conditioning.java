package dev.driftwood.trainer.net;

/** How the embedded time enters a residual block. */
public enum Conditioning {
  /** Added to each channel after the first convolution (Ho et al. 2020, arXiv:2006.11239). */
  ADD,
  /**
   * As scale and shift of the second normalisation, {@code (1 + s)·h + b} (Perez et al. 2018,
   * arXiv:1709.07871; Dhariwal and Nichol 2021, arXiv:2105.05233).
   */
  SCALE_SHIFT
}
