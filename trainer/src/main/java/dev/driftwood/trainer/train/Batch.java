package dev.driftwood.trainer.train;

import java.util.List;

/**
 * What one step of training needs, made on the host.
 *
 * @param itemShape of a row
 * @param states the noised items y_t, {@code [n, …itemShape]} row-major
 * @param times t, {@code [n]}
 * @param noise ε, of the shape of {@code states}
 * @param ratios σ(t)/g(t), {@code [n]}
 */
record Batch(
    List<Integer> itemShape, float[] states, float[] times, float[] noise, float[] ratios) {
  int size() {
    return times.length;
  }
}
