package dev.driftwood.runtime.tune;

import dev.driftwood.runtime.sampler.MultistepTable;

/**
 * A solver that was fitted.
 *
 * @param table its coefficients
 * @param error mean over the rows that judged it of the root mean square distance to the reference
 * @param networkEvaluations that the fit took, without the reference
 */
public record TunedSolver(MultistepTable table, double error, long networkEvaluations) {}
