/**
 * Inverse problems: samples of which a part is known beforehand. An observation is an orthogonal
 * projection of the network's space and its value, and any method on a time grid can be held to it.
 */
@NullMarked
package dev.driftwood.runtime.observe;

import org.jspecify.annotations.NullMarked;
