/**
 * The interpreter over plain {@code double} arrays: what each operator means, by its definition,
 * for other interpreters to be tested against. Slow.
 */
@NullMarked
package dev.driftwood.runtime.reference;

import org.jspecify.annotations.NullMarked;
