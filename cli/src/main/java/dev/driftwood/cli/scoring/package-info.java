/**
 * Log-likelihoods on their way to a table: rows in order, a journal to go on from, what they come
 * to.
 */
@NullMarked
package dev.driftwood.cli.scoring;

import org.jspecify.annotations.NullMarked;
