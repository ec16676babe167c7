/** What failures look like to the user: one exception type, and suggestions for mistyped names. */
@NullMarked
package dev.driftwood.runtime.failure;

import org.jspecify.annotations.NullMarked;
