/**
 * Training from end to end: data set, network, loop, evaluation and export put together.
 *
 * <p>{@link dev.driftwood.trainer.TrainingRun} is what a command calls; the parts live in the
 * packages below.
 */
@NullMarked
package dev.driftwood.trainer;

import org.jspecify.annotations.NullMarked;
