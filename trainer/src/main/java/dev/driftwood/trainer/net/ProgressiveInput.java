package dev.driftwood.trainer.net;

/** Whether and how the image enters every level on the way down (Song et al. 2021, NCSN++). */
public enum ProgressiveInput {
  /** It enters the first level only. */
  NONE,
  /** Made smaller and projected, it is added to the level's input. */
  SUM,
  /** Made smaller by learned convolutions, to which each level's input is added in turn. */
  RESIDUAL
}
