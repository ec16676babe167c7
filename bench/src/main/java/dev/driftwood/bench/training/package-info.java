/** What a step of training costs. */
@NullMarked
package dev.driftwood.bench.training;

import org.jspecify.annotations.NullMarked;
