package dev.driftwood.trainer.net;

/** How the resolution changes between levels. */
public enum Resampling {
  /** A strided convolution down; repeated pixels and a convolution up (Ho et al. 2020). */
  PLAIN,
  /**
   * Within a residual block, on its branch and its shortcut alike: the mean of 2x2 pixels down,
   * repeated pixels up (Brock et al. 2019, arXiv:1809.11096; Song et al. 2021, arXiv:2011.13456).
   */
  BIGGAN,
  /** Within a residual block, through the filter [1, 3, 3, 1] (Karras et al. 2020, StyleGAN2). */
  FIR
}
