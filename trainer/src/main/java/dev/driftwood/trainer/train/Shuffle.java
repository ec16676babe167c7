package dev.driftwood.trainer.train;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;

/**
 * The order of the examples: one permutation a pass, a pure function of seed and pass.
 *
 * <p>Draw c of a run is example {@code π_p(c mod size)} of pass {@code p = ⌊c / size⌋}. Durstenfeld
 * 1964, algorithm 235.
 */
public final class Shuffle {
  private final NoiseStream noise;
  private final int size;
  private long pass = -1;
  private int[] order = {};

  /** The order of {@code size} examples. */
  public Shuffle(long seed, int size) {
    this.noise = new NoiseStream(seed);
    this.size = size;
  }

  /** The example that draw number {@code counter} takes. */
  public int indexOf(long counter) {
    if (counter / size != pass) {
      pass = counter / size;
      order = permutation(pass);
    }
    return order[Math.toIntExact(counter % size)];
  }

  private int[] permutation(long key) {
    double[] uniforms = new double[size];
    noise.uniforms(key, Purpose.SHUFFLE, 0, 0, 0, uniforms);
    int[] permutation = new int[size];
    for (int i = 0; i < size; i++) {
      int j = (int) (uniforms[i] * (i + 1));
      permutation[i] = permutation[j];
      permutation[j] = i;
    }
    return permutation;
  }
}
