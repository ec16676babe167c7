/**
 * The API: {@link dev.driftwood.runtime.DriftModel} loads an artefact, draws samples and scores
 * images; plans say how, and are immutable.
 *
 * <p>The packages below do one thing each: {@code sde} and {@code noise} are the mathematics,
 * {@code solve} and {@code likelihood} integrate rows, {@code ops} and {@code onnx} hold networks,
 * {@code ort} runs them, {@code artefact}, {@code data}, {@code image} and {@code file} read and
 * write.
 */
@NullMarked
package dev.driftwood.runtime;

import org.jspecify.annotations.NullMarked;
