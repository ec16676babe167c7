/**
 * How unlike a reference set an image is: what is measured of an image, a density of that fitted to
 * the reference set alone, and p-values against it.
 *
 * <p>The noise of a profile is drawn under the row's key, {@link
 * dev.driftwood.runtime.noise.Purpose#SOLVER}, probe 1, with the number of the level as the step.
 */
@NullMarked
package dev.driftwood.runtime.anomaly;

import org.jspecify.annotations.NullMarked;
