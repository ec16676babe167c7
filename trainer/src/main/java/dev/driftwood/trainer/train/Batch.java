package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.NoiseEstimate;
import dev.driftwood.runtime.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What one step of training needs, made on the host, as float32 in memory that the engine reads
 * without copying. A source fills the same batch again and again: the engine's copies of every step
 * would pile up outside the Java heap until the collector looks.
 *
 * @param shape {@code [n, …itemShape]}
 * @param states the noised items y_t
 * @param times t, {@code [n]}
 * @param targets {@code ε − a·y_t}, of the shape of {@code states}, for the noise {@code a·y + b·F}
 *     that the network's output F amounts to; ε where it is the drift; for {@link SlicedLoss} the
 *     probes v
 * @param factors b, {@code [n]}; −σ(t)/g(t) where it is the drift
 * @param weights w of the loss, {@code [n]}
 * @param sigmas σ(t), {@code [n]}
 * @param counters which draw of the run each row is, {@code [n]}
 * @param labels of a network that is told classes, {@code [n]}; 0 otherwise
 */
record Batch(
    Shape shape,
    ByteBuffer states,
    ByteBuffer times,
    ByteBuffer targets,
    ByteBuffer factors,
    ByteBuffer weights,
    ByteBuffer sigmas,
    long[] counters,
    ByteBuffer labels) {
  /** A batch to be filled. */
  static Batch allocate(int rows, List<Integer> itemShape) {
    Shape shape = Shape.batched(itemShape).with(0, rows);
    int size = Math.toIntExact(shape.size());
    return new Batch(
        shape,
        floats(size),
        floats(rows),
        floats(size),
        floats(rows),
        floats(rows),
        floats(rows),
        new long[rows],
        floats(rows));
  }

  int rows() {
    return shape.dim(0);
  }

  int itemSize() {
    return Math.toIntExact(shape.size() / rows());
  }

  /** The shape {@code [n, 1, …]} of one number a row. */
  Shape perRow() {
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    dims[0] = rows();
    return Shape.of(dims);
  }

  /** Some of the rows, in the same memory. */
  Batch rows(int from, int to) {
    return new Batch(
        shape.with(0, to - from),
        part(states, from, to),
        part(times, from, to),
        part(targets, from, to),
        part(factors, from, to),
        part(weights, from, to),
        part(sigmas, from, to),
        Arrays.copyOfRange(counters, from, to),
        part(labels, from, to));
  }

  private ByteBuffer part(ByteBuffer all, int from, int to) {
    int row = all.capacity() / rows();
    return all.slice(from * row, (to - from) * row).order(ByteOrder.nativeOrder());
  }

  /** Sets a row: y_t and ε number by number, t, and what the network's output means. */
  void set(int row, double[] state, double[] epsilon, float time, NoiseEstimate estimate) {
    FloatBuffer y = states.asFloatBuffer();
    FloatBuffer e = targets.asFloatBuffer();
    int start = row * state.length;
    for (int i = 0; i < state.length; i++) {
      y.put(start + i, (float) state[i]);
      e.put(start + i, (float) (epsilon[i] - estimate.ofState() * state[i]));
    }
    times.asFloatBuffer().put(row, time);
    factors.asFloatBuffer().put(row, (float) estimate.ofOutput());
  }

  /** Sets the weight of a row's loss, and σ. */
  void weigh(int row, double weight, double sigma) {
    weights.asFloatBuffer().put(row, (float) weight);
    sigmas.asFloatBuffer().put(row, (float) sigma);
  }

  /** Puts a probe in the place of a row's target. */
  void probe(int row, double[] probe) {
    FloatBuffer v = targets.asFloatBuffer();
    for (int i = 0; i < probe.length; i++) {
      v.put(row * probe.length + i, (float) probe[i]);
    }
  }

  /** Sets the label of a row. */
  void label(int row, int label) {
    labels.asFloatBuffer().put(row, label);
  }

  private static ByteBuffer floats(int count) {
    int bytes = Math.multiplyExact(count, Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
