/**
 * Brings nodes of older operator sets to the forms of operator set 17 or later: one {@code Change}
 * for each operator whose form or meaning changed, in the version that changed it.
 */
@NullMarked
package dev.driftwood.runtime.onnx.upgrade;

import org.jspecify.annotations.NullMarked;
