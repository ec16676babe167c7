package dev.driftwood.bench.sampler;

import dev.driftwood.bench.compare.SeededErrors;

/**
 * One line of the result.
 *
 * @param problem that was tried
 * @param metric of the error
 * @param evaluations of a row
 * @param name of the sampler; {@code exact} for the floor
 * @param grid that served it best on other rows
 * @param stochastic whether noise enters on the way
 * @param ours whether it is the fitted one
 * @param errors of each seed
 */
public record Score(
    String problem,
    Metric metric,
    int evaluations,
    String name,
    String grid,
    boolean stochastic,
    boolean ours,
    SeededErrors errors) {}
