package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.fixture.Steppers;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.Asking;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Move;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowTask;
import dev.driftwood.runtime.solve.Stepper;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** A task of the tests: rows by Euler's method, whose ends and end it keeps. */
final class Work {
  private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
  private final SortedMap<Long, GridState> rows =
      Collections.synchronizedSortedMap(new TreeMap<>());
  private RowTask<GridState> task;

  private Work(int label, int count, int steps, Asking asking, IntegrationListener<GridState> ear) {
    TimeGrid grid = TimeGrid.uniform(1.0, 1e-3, steps);
    GridStepper stepper =
        Steppers.eulerMaruyama(VariancePreserving.standard(), 0.0, grid, new NoiseStream(label));
    this.task =
        new RowTask<>(
            stepper,
            LongStream.range(0, count)
                .mapToObj(row -> stepper.start(new RowId(row, 0, label), new double[] {row, 1}))
                .iterator(),
            state -> rows.put(state.id().key(), state),
            ear,
            asking,
            8);
  }

  static Work of(int label, int count, int steps) {
    return asking(label, count, steps, Asking.PLAIN);
  }

  static Work asking(int label, int count, int steps, Asking asking) {
    return new Work(label, count, steps, asking, new IntegrationListener<>() {});
  }

  static Work heard(int label, int count, int steps, IntegrationListener<GridState> listener) {
    return new Work(label, count, steps, Asking.PLAIN, listener);
  }

  /** The same, which counts how often it is asked for rows. */
  Work counting(AtomicInteger asked) {
    Iterator<GridState> starts = task.rows();
    return with(
        task.stepper(),
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            asked.incrementAndGet();
            return starts.hasNext();
          }

          @Override
          public GridState next() {
            return starts.next();
          }
        });
  }

  /** The same, which asks for the drift's Jacobian along a direction, too. */
  Work alongDirections() {
    Stepper<GridState> plain = task.stepper();
    return with(
        new Stepper<>() {
          @Override
          public GridState start(RowId id, double[] x) {
            return plain.start(id, x);
          }

          @Override
          public Move<GridState> advance(GridState state, List<Evaluation> soFar) {
            Move<GridState> move = plain.advance(state, soFar);
            if (!(move instanceof Move.Ask<GridState> ask)) {
              return move;
            }
            Query query = ask.query();
            List<double[]> directions = List.of(new double[] {1, 0});
            return new Move.Ask<>(new Query(query.x(), query.t(), query.label(), directions));
          }

          @Override
          public GridState end(GridState state, int evaluations, Outcome outcome) {
            return plain.end(state, evaluations, outcome);
          }
        },
        task.rows());
  }

  private Work with(Stepper<GridState> stepper, Iterator<GridState> starts) {
    task =
        new RowTask<>(
            stepper, starts, task.finished(), task.listener(), task.asking(), task.batch());
    return this;
  }

  Job<GridState> job(Claim claim) {
    return new Job<>(task, claim, end::complete);
  }

  Work submit(StepBatcher batcher, Claim claim) {
    batcher.submit(task, claim, end::complete);
    return this;
  }

  Work submit(StepBatcher batcher) {
    return submit(batcher, batcher.backlog().admit(demand(1)));
  }

  static Demand demand(long evaluations) {
    long deadline = System.nanoTime() + Demand.UNLIMITED_NANOS;
    return new Demand(1, evaluations, 0, 0, deadline);
  }

  /** Runs it in a loop of its own. */
  Work alone() {
    task.run(new Network(queries -> {}));
    end.complete(Optional.empty());
    return this;
  }

  Optional<Throwable> end() {
    return end.orTimeout(20, TimeUnit.SECONDS).join();
  }

  boolean ended() {
    return end.isDone();
  }

  /** The rows that are finished, by number. */
  Map<Long, List<Double>> ends() {
    Map<Long, List<Double>> ends = new TreeMap<>();
    rows.forEach((row, state) -> ends.put(row, List.of(state.x()[0], state.x()[1])));
    return ends;
  }

  GridState row(long number) {
    return rows.get(number);
  }
}
