/**
 * Derivatives as one more interpreter: {@link ForwardMode} wraps any interpreter of the operator
 * algebra and adds the Jacobian-vector product.
 *
 * <p>Primitives have their rules there; operators of ONNX's own set have theirs in the table that
 * {@code Rules} collects, one family a file.
 */
@NullMarked
package dev.driftwood.runtime.derivative;

import org.jspecify.annotations.NullMarked;
