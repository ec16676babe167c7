package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.LiveRow;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.RowTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A task under way, with its rows that wait in each lane. For the network's thread only. */
final class Job<S extends RowState> {
  private final RowTask<S> task;
  private final Claim claim;
  private final Ending ending;
  private final Map<Lane, Deque<Seat<S>>> waiting = new EnumMap<>(Lane.class);
  private int live;
  private long evaluations;
  private int deficit;
  private int passedOver;

  Job(RowTask<S> task, Claim claim, Ending ending) {
    this.task = task;
    this.claim = claim;
    this.ending = ending;
    for (Lane lane : Lane.values()) {
      waiting.put(lane, new ArrayDeque<>());
    }
  }

  Claim claim() {
    return claim;
  }

  boolean dead(long now) {
    return claim.dead(now) || task.listener().cancelled();
  }

  /** Whether nobody waits for its answers; may be asked by any thread. */
  boolean abandoned() {
    return claim.dead();
  }

  /** Takes rows in up to so many. */
  void fill(int most) {
    while (live < most && !claim.paused() && task.rows().hasNext()) {
      live++;
      sit(new LiveRow<>(task.stepper(), task.rows().next(), task.listener()));
    }
  }

  private void sit(LiveRow<S> row) {
    row.ask()
        .ifPresentOrElse(
            query -> {
              Seat<S> seat = Seat.of(row, query, task.asking());
              waiting.get(seat.lane()).add(seat);
            },
            () -> {
              live--;
              task.finished().accept(row.state());
            });
  }

  boolean done() {
    // While it rests it is not asked for rows, and asking may have let it rest.
    return live == 0 && !claim.paused() && !task.rows().hasNext() && !claim.paused();
  }

  /** Units that wait in a lane. */
  int units(Lane lane) {
    return claim.paused() ? 0 : waiting.get(lane).stream().mapToInt(Seat::units).sum();
  }

  /** Whether something waits in a lane and may go on. */
  boolean ready(Lane lane) {
    return !claim.paused() && !waiting.get(lane).isEmpty();
  }

  /** Units of what is next in a lane that is {@link #ready}. */
  int next(Lane lane) {
    return waiting.get(lane).element().units();
  }

  /** One turn more. */
  void earn() {
    deficit++;
  }

  boolean canAfford(int units) {
    return deficit >= units;
  }

  /** Lets what is next in a lane go. */
  Pick<S> take(Lane lane) {
    Seat<S> seat = waiting.get(lane).remove();
    deficit = waiting.get(lane).isEmpty() ? 0 : Math.max(-seat.units(), deficit - seat.units());
    passedOver = 0;
    return new Pick<>(this, seat);
  }

  /** A call was filled without it. */
  void passOver() {
    passedOver++;
  }

  int passedOver() {
    return passedOver;
  }

  /** Hands an answer to a row and lets it ask again. */
  void answer(Seat<S> seat, List<Evaluation> answers) {
    int cost = Evaluation.cost(answers);
    evaluations += cost;
    claim.spend(cost);
    seat.answer(task.asking(), answers);
    sit(seat.row());
  }

  /** Tells of evaluations, once a call. */
  void tell() {
    task.listener().evaluated(evaluations);
  }

  void end(Optional<Throwable> failure, Consumer<Throwable> broken) {
    try {
      ending.ended(failure);
    } catch (RuntimeException | Error e) {
      broken.accept(e);
    }
  }

  /**
   * A row that goes into the next call.
   *
   * @param job whose row
   * @param seat of the row
   */
  record Pick<S extends RowState>(Job<S> job, Seat<S> seat) {
    void answer(List<Evaluation> answers) {
      job.answer(seat, answers);
    }
  }
}
