package dev.driftwood.trainer.train;

/** How the score is matched; both have the same least network. */
public enum Loss {
  /** Denoising score matching, {@link DsmLoss}. */
  DSM,
  /** Sliced score matching, {@link SlicedLoss}. */
  SSM
}
