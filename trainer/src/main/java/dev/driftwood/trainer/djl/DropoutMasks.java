package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.stream.IntStream;

/**
 * The dropout of one evaluation in training. What is dropped is a function of the seed, the row and
 * which of the network's dropouts it is, so a resumed run drops the same, and a row the same
 * wherever it stands in a batch.
 */
public final class DropoutMasks {
  private final NoiseStream noise;
  private final long[] rowKeys;
  private int dropout;

  /**
   * The masks of an evaluation.
   *
   * @param seed of the run
   * @param rowKeys one a row
   */
  public DropoutMasks(long seed, long[] rowKeys) {
    this.noise = new NoiseStream(seed);
    this.rowKeys = rowKeys.clone();
  }

  /** The next mask, 0 with probability {@code rate} and 1/(1 − rate) otherwise. */
  NDArray next(NDManager manager, NDArray like, double rate) {
    int size = Math.toIntExact(like.size() / rowKeys.length);
    float[] mask = new float[rowKeys.length * size];
    int draw = dropout++;
    // Rows are independent, so how many are made at a time changes nothing.
    IntStream.range(0, rowKeys.length)
        .parallel()
        .forEach(row -> fill(mask, row * size, size, rowKeys[row], draw, rate));
    return manager.create(mask, like.getShape()).toType(like.getDataType(), false);
  }

  private void fill(float[] mask, int start, int size, long rowKey, int draw, double rate) {
    double[] uniforms = new double[size];
    noise.uniforms(rowKey, Purpose.DROPOUT, draw, 0, 0, uniforms);
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < size; i++) {
      mask[start + i] = uniforms[i] < rate ? 0 : kept;
    }
  }
}
