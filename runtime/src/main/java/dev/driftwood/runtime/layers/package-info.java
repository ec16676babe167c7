/**
 * What a network is made of, layer by layer, and how much memory it takes: from a definition or
 * from a file, without running it.
 */
@NullMarked
package dev.driftwood.runtime.layers;

import org.jspecify.annotations.NullMarked;
