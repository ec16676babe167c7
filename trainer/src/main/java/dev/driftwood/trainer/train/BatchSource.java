package dev.driftwood.trainer.train;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.TimeDensity;
import java.util.List;

/**
 * Batches of noised examples, {@code y_t = α(t) x + σ(t) ε}, each a pure function of its number.
 *
 * <p>Row r of batch b is draw {@code c = b · size + r} of the run. Its example comes from {@link
 * Shuffle}, its dequantisation, time and noise from the row key c.
 */
final class BatchSource {
  private final Examples examples;
  private final Sde sde;
  private final TimeDensity density;
  private final NoiseStream noise;
  private final Shuffle shuffle;

  BatchSource(Examples examples, Sde sde, TimeDensity density, long seed) {
    this.examples = examples;
    this.sde = sde;
    this.density = density;
    this.noise = new NoiseStream(seed);
    this.shuffle = new Shuffle(seed, examples.size());
  }

  /** Batch number {@code number}, counted from 0, of {@code size} rows. */
  Batch batch(long number, int size) {
    List<Integer> shape = examples.itemShape();
    int length = shape.stream().reduce(1, Math::multiplyExact);
    Batch batch =
        new Batch(
            shape,
            new float[size * length],
            new float[size],
            new float[size * length],
            new float[size]);
    for (int row = 0; row < size; row++) {
      fill(batch, row, number * size + row, new double[length]);
    }
    return batch;
  }

  private void fill(Batch batch, int row, long counter, double[] buffer) {
    noise.uniforms(counter, Purpose.DEQUANTISATION, 0, 0, 0, buffer);
    double[] x = examples.item(shuffle.indexOf(counter), buffer);
    noise.normals(counter, Purpose.SOLVER, 0, 0, 0, buffer);
    float t = time(counter);
    double alpha = sde.alpha(t);
    double sigma = sde.sigma(t);
    int start = row * buffer.length;
    for (int i = 0; i < buffer.length; i++) {
      batch.states()[start + i] = (float) (alpha * x[i] + sigma * buffer[i]);
      batch.noise()[start + i] = (float) buffer[i];
    }
    batch.times()[row] = t;
    batch.ratios()[row] = (float) sde.sigmaOverG(t);
  }

  /** Rounded to what the network sees, so that the noise has the level it is told. */
  private float time(long counter) {
    double[] uniform = new double[1];
    noise.uniforms(counter, Purpose.TIME, 0, 0, 0, uniform);
    return (float) density.timeAt(uniform[0]);
  }
}
