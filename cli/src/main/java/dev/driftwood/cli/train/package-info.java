/** The commands that need the trainer, which an inference host does not have. */
@NullMarked
package dev.driftwood.cli.train;

import org.jspecify.annotations.NullMarked;
