package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Progress;
import dev.driftwood.runtime.solve.RowId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The parts x ← A x + B + C ξ of a sampler's steps on the exact drift of a normal law in one
 * dimension, read off its stepper; so the mean and the variance of its chain are known exactly.
 */
final class AffineChain {
  private static final NoiseStream ONE = new NoiseStream(1);
  private static final NoiseStream OTHER = new NoiseStream(2);

  private final double[] slope;
  private final double[] shift;
  private final double[] noise;

  /** Where the noise of a part is drawn: under a purpose, with a number. */
  record Address(Purpose purpose, int number) {
    double of(NoiseStream noise) {
      double[] xi = new double[1];
      noise.normals(0, purpose, 0, 0, number, xi);
      return xi[0];
    }
  }

  /**
   * Reads all parts.
   *
   * @param addresses where the noise of each is drawn
   */
  AffineChain(
      Function<NoiseStream, GridStepper> steppers, DriftFunction drift, List<Address> addresses) {
    GridStepper one = steppers.apply(ONE);
    GridStepper other = steppers.apply(OTHER);
    slope = new double[addresses.size()];
    shift = new double[addresses.size()];
    noise = new double[addresses.size()];
    for (int i = 0; i < slope.length; i++) {
      double xi = addresses.get(i).of(ONE);
      double at = part(one, drift, i, 0.0);
      noise[i] = (part(other, drift, i, 0.0) - at) / (addresses.get(i).of(OTHER) - xi);
      shift[i] = at - noise[i] * xi;
      slope[i] = part(one, drift, i, 1.0) - at;
    }
  }

  /** The addresses of M moves of a corrector and, where there is one, a predictor. */
  static List<Address> addresses(int steps, int moves, boolean predictor) {
    List<Address> addresses = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      for (int m = 0; m < moves; m++) {
        addresses.add(new Address(Purpose.CORRECTOR, i * moves + m));
      }
      if (predictor) {
        addresses.add(new Address(Purpose.SOLVER, i));
      }
    }
    return addresses;
  }

  double slope(int part) {
    return slope[part];
  }

  double noise(int part) {
    return noise[part];
  }

  double mean(double start) {
    double mean = start;
    for (int i = 0; i < slope.length; i++) {
      mean = slope[i] * mean + shift[i];
    }
    return mean;
  }

  double variance(double start) {
    double variance = start;
    for (int i = 0; i < slope.length; i++) {
      variance = slope[i] * slope[i] * variance + noise[i] * noise[i];
    }
    return variance;
  }

  private static double part(GridStepper stepper, DriftFunction drift, int index, double x) {
    GridState state =
        new GridState(
            new RowId(0), new Progress(index, index, Outcome.RUNNING), new double[] {x}, List.of());
    List<Evaluation> soFar = new ArrayList<>();
    Move<GridState> move = stepper.advance(state, soFar);
    while (move instanceof Move.Ask<GridState> ask) {
      soFar.addAll(drift.evaluate(List.of(ask.query())));
      move = stepper.advance(state, soFar);
    }
    return ((Move.Moved<GridState>) move).state().x()[0];
  }
}
