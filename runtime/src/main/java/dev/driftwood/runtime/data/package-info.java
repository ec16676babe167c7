/**
 * What one item of data is before a network sees it: its shape, how levels become numbers in [0,
 * 1), how those become network input, and how nats become bits per dimension.
 */
@NullMarked
package dev.driftwood.runtime.data;

import org.jspecify.annotations.NullMarked;
