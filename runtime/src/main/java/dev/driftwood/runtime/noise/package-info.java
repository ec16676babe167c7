/**
 * All randomness of Driftwood: a pure function of (seed, row key, purpose, draw, probe, step,
 * dimension), so that a result belongs to its row and not to the order or company in which it was
 * computed.
 */
@NullMarked
package dev.driftwood.runtime.noise;

import org.jspecify.annotations.NullMarked;
