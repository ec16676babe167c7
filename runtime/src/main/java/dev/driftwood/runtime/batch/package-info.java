/**
 * Step-level batching: rows of many requests share network calls.
 *
 * <p>A {@link dev.driftwood.runtime.batch.StepBatcher} has one thread, which owns a network's
 * sessions and alone steps rows. Before each call it lets go the requests that died, takes new rows
 * in, and fills one call from what rows ask for, whatever their request, sampler, time or guidance.
 * Questions for the drift and for Jacobian-vector products are different graphs, so they wait in
 * {@link dev.driftwood.runtime.batch.Lane lanes} of their own. Steppers are those of the local loop
 * and know nothing of it, so a row has the same bits here as there.
 *
 * <p>Who goes first is decided by {@code Turns}: requests whose deadlines leave no slack, and else
 * all in turn by deficit round robin. How large calls are is decided by {@link
 * dev.driftwood.runtime.batch.Buckets what calls of each size were measured to cost}. What is let
 * in is decided by {@link dev.driftwood.runtime.batch.Backlog}, in network evaluations against
 * deadlines.
 */
@NullMarked
package dev.driftwood.runtime.batch;

import org.jspecify.annotations.NullMarked;
