package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import java.util.function.DoubleUnaryOperator;

/**
 * Batches of noised examples, {@code y_t = α(t) x + σ(t) ε}, each a pure function of its number.
 *
 * <p>Row r of batch b is draw {@code c = b · rows + r} of the run. Its example comes from {@link
 * Shuffle}, its dequantisation, time and noise from the row key c.
 */
final class BatchSource {
  private static final int FLIP = 1;

  private final Examples examples;
  private final DataPlan data;
  private final Sde sde;
  private final ObjectivePlan objective;
  private final DoubleUnaryOperator times;
  private final int strata;
  private final NoiseStream noise;
  private final Shuffle shuffle;
  private final OutputKind target;

  BatchSource(Examples examples, TrainingPlan plan) {
    this.examples = examples;
    this.data = plan.data();
    this.sde = plan.sde().toSde();
    this.objective = plan.objective();
    this.times = objective.times().of(sde, objective);
    this.strata = objective.stratified() ? data.batch() * plan.optimizer().accumulate() : 1;
    this.noise = new NoiseStream(plan.seed());
    this.shuffle = new Shuffle(plan.seed(), examples.size());
    this.target = plan.network().target().output();
  }

  /** A batch to be filled. */
  Batch allocate() {
    return Batch.allocate(data.batch(), examples.itemShape());
  }

  /** Makes a batch the one of a number, counted from 0. */
  void fill(Batch batch, long number) {
    for (int row = 0; row < batch.rows(); row++) {
      fill(batch, row, number * batch.rows() + row);
    }
  }

  private void fill(Batch batch, int row, long counter) {
    double[] state = example(batch.itemSize(), counter);
    double[] epsilon = new double[state.length];
    noise.normals(counter, Purpose.SOLVER, 0, 0, 0, epsilon);
    float t = time(counter);
    double alpha = sde.alpha(t);
    double sigma = sde.sigma(t);
    for (int i = 0; i < state.length; i++) {
      state[i] = alpha * state[i] + sigma * epsilon[i];
    }
    batch.counters()[row] = counter;
    batch.set(row, state, epsilon, t, target.noise(alpha, sigma, sde.sigmaOverG(t)));
    batch.weigh(row, objective.weighting().at(sde, t, objective), sigma);
    if (examples.labels() > 0) {
      batch.label(row, label(counter));
    }
    if (objective.loss() == Loss.SSM) {
      noise.rademacher(counter, Purpose.PROBE, 0, 0, 0, epsilon);
      batch.probe(row, epsilon);
    }
  }

  /** The class, or at times the label for none. */
  private int label(long counter) {
    boolean hidden = uniform(counter, Purpose.LABEL_DROPOUT, 0) < data.labelDropout().orElseThrow();
    return hidden ? examples.labels() - 1 : examples.label(shuffle.indexOf(counter));
  }

  /** The clean item, in a fresh array. */
  private double[] example(int size, long counter) {
    double[] uniforms = new double[size];
    noise.uniforms(counter, Purpose.DEQUANTISATION, 0, 0, 0, uniforms);
    double[] item = examples.item(shuffle.indexOf(counter), uniforms).clone();
    if (data.flip() && uniform(counter, Purpose.SHUFFLE, FLIP) < 0.5) {
      mirror(item, examples.itemShape().get(2));
    }
    return item;
  }

  /** Turns each row of pixels round. */
  private static void mirror(double[] item, int width) {
    for (int start = 0; start < item.length; start += width) {
      for (int i = 0; i < width / 2; i++) {
        double left = item[start + i];
        item[start + i] = item[start + width - 1 - i];
        item[start + width - 1 - i] = left;
      }
    }
  }

  /** Rounded to what the network sees, so that the noise has the level it is told. */
  private float time(long counter) {
    double share = uniform(counter, Purpose.TIME, 0);
    return (float) times.applyAsDouble((counter % strata + share) / strata);
  }

  private double uniform(long counter, Purpose purpose, int draw) {
    double[] uniform = new double[1];
    noise.uniforms(counter, purpose, draw, 0, 0, uniform);
    return uniform[0];
  }
}
