/** ONNX files: the only place that knows their protobuf messages. */
@NullMarked
package dev.driftwood.runtime.onnx.wire;

import org.jspecify.annotations.NullMarked;
