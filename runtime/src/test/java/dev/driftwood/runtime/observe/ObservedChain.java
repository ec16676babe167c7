package dev.driftwood.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.Step;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exact law of what an observed method draws where the data are normal: every part of a step is
 * then x ← A x + N ξ + b, read off the method by running it from several points with the noise of
 * several rows, so that mean and covariance are carried along without sampling.
 */
final class ObservedChain {
  private static final NoiseStream NOISE = new NoiseStream(31);

  private final ObservedMethod method;
  private final GaussianDrift drift;
  private final TimeGrid grid;
  private final int dimension;

  ObservedChain(ObservedMethod method, GaussianDrift drift, TimeGrid grid) {
    this.method = method;
    this.drift = drift;
    this.grid = grid;
    this.dimension = drift.mean().length;
  }

  /** The law at the end, for rows that start from the prior. */
  Moments law() {
    Moments law = Moments.white(dimension, drift.sde().priorDeviation());
    for (int index = 0; index < grid.steps(); index++) {
      for (int part = 0; part < method.parts(); part++) {
        law = after(law, index, part);
      }
    }
    return law;
  }

  private Moments after(Moments law, int index, int part) {
    double[] origin = new double[dimension];
    double[] base = run(0, index, part, origin);
    double[][] columns = new double[dimension][];
    for (int d = 0; d < dimension; d++) {
      columns[d] = Matrix.sum(run(0, index, part, unit(d)), Matrix.scaled(base, -1.0));
    }
    int numbers = noise(0, index, part).length;
    double[][] noises = new double[numbers][];
    double[][] ends = new double[numbers][];
    for (int key = 0; key < numbers; key++) {
      noises[key] = noise(key, index, part);
      ends[key] = run(key, index, part, origin);
    }
    double[][] weights = Matrix.transposed(Matrix.solved(noises, ends));
    requireAllNoise(weights, index, part);
    double[][] n = new double[dimension][];
    double[] b = new double[dimension];
    for (int d = 0; d < dimension; d++) {
      n[d] = Arrays.copyOf(weights[d], numbers - 1);
      b[d] = weights[d][numbers - 1];
    }
    return law.through(Matrix.transposed(columns), n, b);
  }

  /** One row more than there are unknowns: it fits only where no other noise comes in. */
  private void requireAllNoise(double[][] weights, int index, int part) {
    int key = 1_000;
    double[] expected = Matrix.product(weights, noise(key, index, part));
    double[] found = run(key, index, part, new double[dimension]);
    for (int d = 0; d < dimension; d++) {
      assertThat(found[d]).isCloseTo(expected[d], within(1e-8));
    }
  }

  private double[] run(long key, int index, int part, double[] x) {
    GridState state = new GridState(new RowId(key), Progress.start(), x, List.of());
    boolean quiet = index + 1 == grid.steps();
    Step step = new Step(state, grid, index, part, 0, quiet, NOISE);
    List<Evaluation> soFar = new ArrayList<>();
    while (true) {
      Move<GridState> move = method.advance(step, soFar);
      if (move instanceof Move.Moved<GridState> moved) {
        return moved.state().x();
      }
      Query query = ((Move.Ask<GridState>) move).query();
      soFar.add(new Evaluation(drift.drift(query.x(), query.t())));
    }
  }

  /** All the numbers that come into a part of a step, and 1. */
  private double[] noise(long key, int index, int part) {
    int moving = method.corrections().repeats();
    int move = index * method.corrections().moves() + part - moving;
    int number = index * moving + part;
    List<double[]> parts = new ArrayList<>();
    if (part < moving) {
      parts.add(draw(key, Purpose.SOLVER, 4 * part, index));
      parts.add(draw(key, Purpose.OBSERVATION, 0, 0));
      parts.add(draw(key, Purpose.OBSERVATION, 1, number));
      parts.add(draw(key, Purpose.OBSERVATION, 2, number));
    } else {
      parts.add(draw(key, Purpose.OBSERVATION, 3, move));
    }
    double[] all = new double[parts.size() * dimension + 1];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(parts.get(i), 0, all, i * dimension, dimension);
    }
    all[parts.size() * dimension] = 1.0;
    return all;
  }

  private double[] draw(long key, Purpose purpose, int probe, int step) {
    double[] xi = new double[dimension];
    NOISE.normals(key, purpose, 0, probe, step, xi);
    return xi;
  }

  private double[] unit(int d) {
    return Matrix.identity(dimension)[d];
  }
}
