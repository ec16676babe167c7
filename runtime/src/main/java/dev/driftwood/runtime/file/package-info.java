/**
 * Files as the rest of the runtime sees them: read with one-line errors, written all or nothing.
 */
@NullMarked
package dev.driftwood.runtime.file;

import org.jspecify.annotations.NullMarked;
