/** ONNX Runtime: sessions, tensors and their lifetimes; the only place that knows its types. */
@NullMarked
package dev.driftwood.runtime.ort;

import org.jspecify.annotations.NullMarked;
