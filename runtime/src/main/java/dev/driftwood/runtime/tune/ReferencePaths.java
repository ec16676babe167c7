package dev.driftwood.runtime.tune;

import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fine paths of the probability flow: the classical method of order 4 in equal steps of ln(α²/σ²),
 * and between the steps the cubic through the four nearest.
 */
final class ReferencePaths {
  private static final int NODES = 4;

  private final Sde sde;
  private final double first;
  private final double spacing;
  private final float[][][] states;

  private ReferencePaths(Sde sde, double first, double spacing, float[][][] states) {
    this.sde = sde;
    this.first = first;
    this.spacing = spacing;
    this.states = states;
  }

  /** The paths from T down to tMin. */
  static ReferencePaths of(
      Rows rows, List<double[]> start, Sde sde, double tMin, int steps, Tuner.Listener listener) {
    TimeGrid grid = new GridSpec.LogSnr().grid(sde, tMin, steps);
    GridStepper stepper = GridStepper.solving(Sampler.of(SamplerKind.RK4).method(sde), grid);
    float[][][] states = new float[steps + 1][start.size()][];
    List<GridState> begun = new ArrayList<>();
    for (int row = 0; row < start.size(); row++) {
      states[0][row] = rounded(start.get(row));
      // The key says where the row is kept; the flow draws no noise by it.
      RowId id = new RowId(row, 0, rows.ids().get(row).label());
      begun.add(stepper.start(id, start.get(row)));
    }
    IntegrationListener<GridState> keeping =
        new IntegrationListener<>() {
          @Override
          public void moved(GridState state) {
            states[state.progress().step()][(int) state.id().key()] = rounded(state.x());
          }

          @Override
          public void evaluated(long evaluations) {
            listener.working();
          }
        };
    new Integrator(rows.drift(), rows.batch())
        .integrate(stepper, begun.iterator(), state -> {}, keeping);
    double first = sde.logSnr(Sde.HORIZON);
    return new ReferencePaths(sde, first, (sde.logSnr(tMin) - first) / steps, states);
  }

  private static float[] rounded(double[] x) {
    float[] rounded = new float[x.length];
    for (int d = 0; d < x.length; d++) {
      rounded[d] = (float) x[d];
    }
    return rounded;
  }

  /** The rows whose path came to its end. */
  List<Integer> whole() {
    return IntStream.range(0, states[0].length)
        .filter(row -> Arrays.stream(states).allMatch(nodes -> nodes[row] != null))
        .boxed()
        .toList();
  }

  /** The state of a row at a time. */
  double[] at(int row, double t) {
    double place = (sde.logSnr(t) - first) / spacing;
    int node = Math.max(0, Math.min((int) place - 1, states.length - NODES));
    double[] x = new double[states[0][row].length];
    for (int i = 0; i < NODES; i++) {
      double weight = weight(i, place - node);
      float[] state = states[node + i][row];
      for (int d = 0; d < x.length; d++) {
        x[d] += weight * state[d];
      }
    }
    return x;
  }

  /** The Lagrange polynomial of node i over the nodes 0 to 3. */
  private static double weight(int i, double place) {
    double weight = 1.0;
    for (int j = 0; j < NODES; j++) {
      if (j != i) {
        weight *= (place - j) / (i - j);
      }
    }
    return weight;
  }
}
