/**
 * What ONNX says of the form of each operator: its arguments, results and attributes. Nothing here
 * knows what an operator computes.
 */
@NullMarked
package dev.driftwood.runtime.onnx.schema;

import org.jspecify.annotations.NullMarked;
