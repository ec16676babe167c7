/** Benchmarks: what things cost on this machine, as ratios against a baseline of the same run. */
@NullMarked
package dev.driftwood.bench;

import org.jspecify.annotations.NullMarked;
