/**
 * Fast deterministic samplers: integrators of the probability flow that solve its linear part
 * exactly, so that a handful of evaluations is enough.
 */
@NullMarked
package dev.driftwood.runtime.sampler.flow;

import org.jspecify.annotations.NullMarked;
