package dev.driftwood.runtime.artefact;

/**
 * The estimate of the noise in {@code y = αx + σε} that a network's output F amounts to, {@code ε̂
 * = a·y + b·F}.
 *
 * @param ofState a
 * @param ofOutput b
 */
public record NoiseEstimate(double ofState, double ofOutput) {}
