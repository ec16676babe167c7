/** A run's figures, samples and options as TensorBoard reads them. */
@NullMarked
package dev.driftwood.trainer.tensorboard;

import org.jspecify.annotations.NullMarked;
