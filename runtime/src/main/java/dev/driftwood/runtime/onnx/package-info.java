/**
 * The ONNX graph library: immutable graphs, the interpreter of the operator algebra that builds
 * them ({@link OnnxOps}), the player that reads them back into the algebra ({@link GraphPlayer}),
 * and the graph with a Jacobian-vector product that both give together ({@link ProductGraph}).
 *
 * <p>Files are read and written in {@code wire}, the only place that knows protobuf.
 */
@NullMarked
package dev.driftwood.runtime.onnx;

import org.jspecify.annotations.NullMarked;
