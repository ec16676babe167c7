/**
 * Graphs of ONNX's operator set as immutable data: values with types and shapes, nodes with
 * attributes, constant arrays. Nothing here knows what an operator does.
 */
@NullMarked
package dev.driftwood.runtime.graph;

import org.jspecify.annotations.NullMarked;
