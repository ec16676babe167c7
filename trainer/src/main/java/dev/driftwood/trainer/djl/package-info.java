/**
 * The meaning of networks on DJL: an interpreter over {@code NDArray} that autograd follows, and
 * the block that holds a network's parameters.
 */
@NullMarked
package dev.driftwood.trainer.djl;

import org.jspecify.annotations.NullMarked;
