package dev.driftwood.runtime.ort;

import java.nio.FloatBuffer;

/**
 * One input of a run.
 *
 * @param name of the graph's input
 * @param values float32 elements in row-major order; direct, so that they are not copied
 * @param shape their sizes
 */
record Feed(String name, FloatBuffer values, long[] shape) {}
