/**
 * The forward SDEs as scalar functions of time, in {@code double}: coefficients, marginals, prior,
 * and the closed-form importance density of times.
 */
@NullMarked
package dev.driftwood.runtime.sde;

import org.jspecify.annotations.NullMarked;
