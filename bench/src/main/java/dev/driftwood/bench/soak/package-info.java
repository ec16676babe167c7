/** A server under a mix of what clients do to it, for as long as one likes. */
@NullMarked
package dev.driftwood.bench.soak;

import org.jspecify.annotations.NullMarked;
