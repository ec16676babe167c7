/**
 * The whole road in about two minutes: trains a small network on the Swiss roll, ships it as an
 * artefact, and lets the runtime show in one report what the artefact does.
 *
 * <p>{@link dev.driftwood.trainer.demo.Demo} is what a command calls. All that follows the training
 * uses the exported file alone, as a user of it would.
 */
@NullMarked
package dev.driftwood.trainer.demo;

import org.jspecify.annotations.NullMarked;
