/** From a trained network to the artefact that is shipped. */
@NullMarked
package dev.driftwood.trainer.export;

import org.jspecify.annotations.NullMarked;
