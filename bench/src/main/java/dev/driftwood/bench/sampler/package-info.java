/** What samplers make of a number of evaluations: their errors on exact scores and on networks. */
@NullMarked
package dev.driftwood.bench.sampler;

import org.jspecify.annotations.NullMarked;
