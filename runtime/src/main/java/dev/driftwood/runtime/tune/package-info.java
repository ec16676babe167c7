/** Solvers that are fitted to one network: coefficients by least squares, times by search. */
@NullMarked
package dev.driftwood.runtime.tune;

import org.jspecify.annotations.NullMarked;
