package dev.driftwood.runtime.layers;

import dev.driftwood.runtime.graph.Shape;

/**
 * A part of a network.
 *
 * @param name its parts separated by slashes; empty for what belongs to none
 * @param output what it makes last
 * @param parameters trained numbers that it is the first to use
 * @param multiplyAdds of its convolutions and matrix products, per row
 */
public record Layer(String name, Shape output, long parameters, long multiplyAdds) {}
