/**
 * How far drawn points are from a law, whether one sampler is worse than another beyond chance, and
 * a chart of both.
 */
@NullMarked
package dev.driftwood.bench.compare;

import org.jspecify.annotations.NullMarked;
