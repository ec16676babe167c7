/** The one exception type for failures that a user can act on. */
@NullMarked
package dev.driftwood.runtime.failure;

import org.jspecify.annotations.NullMarked;
