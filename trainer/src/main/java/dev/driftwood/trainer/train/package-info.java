/**
 * The training loop: batches from data and counter-based noise, the denoising score matching loss,
 * Adam and the moving average, checkpoints, metrics.
 *
 * <p>A run is described by a {@link dev.driftwood.trainer.train.TrainingPlan}; {@link
 * dev.driftwood.trainer.train.Trainer} carries it out. Every random number is a pure function of
 * the seed and what it is for, so a resumed run continues the one that was stopped.
 */
@NullMarked
package dev.driftwood.trainer.train;

import org.jspecify.annotations.NullMarked;
