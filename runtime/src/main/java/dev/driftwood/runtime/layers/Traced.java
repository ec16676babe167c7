package dev.driftwood.runtime.layers;

import dev.driftwood.runtime.graph.Shape;

/**
 * A value of a {@link Trace}.
 *
 * @param id its number, in the order in which values were made
 */
record Traced(int id, Shape shape) {}
