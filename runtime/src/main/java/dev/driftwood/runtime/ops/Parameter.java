package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Shape;

/**
 * A trained array of a network.
 *
 * @param name its path, such as {@code down.0.block.1.conv1.weight}; unique within the network
 * @param shape its sizes
 * @param init how it is drawn before training
 */
public record Parameter(String name, Shape shape, Init init) {}
