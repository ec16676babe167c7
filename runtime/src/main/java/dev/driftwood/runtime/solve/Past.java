package dev.driftwood.runtime.solve;

/**
 * An evaluation that a step left for the next ones.
 *
 * @param t the time of the evaluation
 * @param x a state at that time, not always the one that was evaluated
 * @param drift the drift that was found
 */
public record Past(double t, double[] x, double[] drift) {}
