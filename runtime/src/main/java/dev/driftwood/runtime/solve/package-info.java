/**
 * Solvers as pure functions and the one loop that drives them: a stepper asks for the drift at a
 * point or returns a row's next state, and the integrator collects what all live rows ask for into
 * one call of the drift function.
 */
@NullMarked
package dev.driftwood.runtime.solve;

import org.jspecify.annotations.NullMarked;
