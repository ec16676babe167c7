/** How near log-likelihoods come to a tight reference, and what they cost. */
@NullMarked
package dev.driftwood.bench.likelihood;

import org.jspecify.annotations.NullMarked;
