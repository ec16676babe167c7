/**
 * Data laws whose noised laws are known in closed form, so that a sampler can be judged without a
 * network: {@link dev.driftwood.bench.exact.ExactTarget} answers as a perfectly trained one would.
 */
@NullMarked
package dev.driftwood.bench.exact;

import org.jspecify.annotations.NullMarked;
