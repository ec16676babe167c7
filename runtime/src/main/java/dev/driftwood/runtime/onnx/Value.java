package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.ops.Shape;

/**
 * A typed, named value of a graph: an input, an initialiser, or what a node gives.
 *
 * @param name unique within the graph
 * @param type element type
 * @param shape sizes, the batch axis symbolic
 */
public record Value(String name, DataType type, Shape shape) {}
