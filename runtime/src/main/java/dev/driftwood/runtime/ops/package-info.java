/**
 * The operator algebra: a network is written once over {@link Ops} and gets its meanings from
 * interpreters.
 *
 * <p>Here are the algebra and the interpreter over shapes, {@link ShapeOps}. The others live
 * beside: plain {@code double} arrays in {@code reference}, derivatives in {@code derivative}, ONNX
 * nodes in {@code onnx}; an interpreter over a training engine lives with the engine.
 */
@NullMarked
package dev.driftwood.runtime.ops;

import org.jspecify.annotations.NullMarked;
