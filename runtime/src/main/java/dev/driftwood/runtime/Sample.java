package dev.driftwood.runtime;

import dev.driftwood.runtime.solve.Outcome;

/**
 * One drawn row; of encoding, an image's latent.
 *
 * @param row its number
 * @param values {@code [c, h, w]} or {@code [d]}, flattened, in data space before quantising and
 *     unclipped: about [0, 1] for images; of encoding, in {@link Latents}' units, and NaN where the
 *     row did not reach the end; the caller owns them
 * @param evaluations of the network
 * @param outcome whether it was drawn to the end
 */
public record Sample(long row, float[] values, int evaluations, Outcome outcome) {}
