/**
 * The operator algebra: a network is written once over {@link Ops} and gets its meanings from
 * interpreters.
 *
 * <p>Here are the algebra and the interpreters that need no engine: {@link ReferenceOps} computes
 * with plain {@code double} arrays, {@link ShapeOps} follows shapes and counts multiply-adds, and
 * {@link ForwardMode} wraps any interpreter and adds the Jacobian-vector product. Interpreters over
 * ONNX nodes and over a training engine live with their dependency.
 */
@NullMarked
package dev.driftwood.runtime.ops;

import org.jspecify.annotations.NullMarked;
