package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.TimeDensity;

/**
 * Batches of noised examples, {@code y_t = α(t) x + σ(t) ε}, each a pure function of its number.
 *
 * <p>Row r of batch b is draw {@code c = b · rows + r} of the run. Its example comes from {@link
 * Shuffle}, its dequantisation, time and noise from the row key c.
 */
final class BatchSource {
  private final Examples examples;
  private final Sde sde;
  private final TimeDensity density;
  private final NoiseStream noise;
  private final Shuffle shuffle;
  private final OutputKind target;
  private final Batch batch;

  BatchSource(Examples examples, TrainingPlan plan) {
    this.examples = examples;
    this.sde = plan.sde().toSde();
    this.density = plan.objective().timeDensity(sde);
    this.noise = new NoiseStream(plan.seed());
    this.shuffle = new Shuffle(plan.seed(), examples.size());
    this.target = plan.network().target();
    this.batch = Batch.allocate(plan.data().batch(), examples.itemShape());
  }

  /** Batch number {@code number}, counted from 0; valid until the next call. */
  Batch batch(long number) {
    for (int row = 0; row < batch.rows(); row++) {
      fill(row, number * batch.rows() + row);
    }
    return batch;
  }

  private void fill(int row, long counter) {
    double[] uniforms = new double[batch.itemSize()];
    noise.uniforms(counter, Purpose.DEQUANTISATION, 0, 0, 0, uniforms);
    double[] state = examples.item(shuffle.indexOf(counter), uniforms).clone();
    double[] epsilon = new double[state.length];
    noise.normals(counter, Purpose.SOLVER, 0, 0, 0, epsilon);
    float t = time(counter);
    double alpha = sde.alpha(t);
    double sigma = sde.sigma(t);
    for (int i = 0; i < state.length; i++) {
      state[i] = alpha * state[i] + sigma * epsilon[i];
    }
    batch.set(row, state, epsilon, t, target.noise(alpha, sigma, sde.sigmaOverG(t)));
  }

  /** Rounded to what the network sees, so that the noise has the level it is told. */
  private float time(long counter) {
    double[] uniform = new double[1];
    noise.uniforms(counter, Purpose.TIME, 0, 0, 0, uniform);
    return (float) density.timeAt(uniform[0]);
  }
}
