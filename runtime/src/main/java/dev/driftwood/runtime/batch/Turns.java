package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.RowState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose rows go into the next call.
 *
 * <p>First who was passed over too often, then the pressing ones by deadline, then all others by
 * deficit round robin (M. Shreedhar, G. Varghese, SIGCOMM 1995, doi:10.1145/217382.217453): in each
 * round a request earns one unit and takes what it can pay, so that one with a thousand rows, or
 * with two questions a row, gets no more than one with a single row. Who had most turns of a call
 * goes to the end of the ring; who went first owes for what it took last. For the network's thread
 * only.
 */
final class Turns {
  /** Calls that may be filled without a request that waits. */
  private static final int PATIENCE = 16;

  private final List<Job<?>> ring;
  private final List<Job.Pick<?>> picks = new ArrayList<>();
  private final Lane lane;
  private final int room;
  private final Map<Job<?>, Integer> visits = new HashMap<>();
  private int used;

  private Turns(List<Job<?>> ring, Lane lane, int room) {
    this.ring = ring;
    this.lane = lane;
    this.room = room;
  }

  /**
   * Takes what goes into a call from jobs, and puts those that had turns behind the others.
   *
   * @param ring jobs, who waited longest first; reordered
   * @param pressing claims that go first
   * @param room units
   */
  static List<Job.Pick<?>> take(List<Job<?>> ring, List<Claim> pressing, Lane lane, int room) {
    Turns turns = new Turns(ring, lane, room);
    turns.aged();
    pressing.forEach(turns::allOf);
    turns.inTurn();
    turns.rotate();
    return turns.picks;
  }

  private void aged() {
    for (Job<?> job : ring) {
      if (job.passedOver() >= PATIENCE && job.ready(lane) && fits(job)) {
        takeFirst(job);
      }
    }
  }

  private void allOf(Claim claim) {
    for (Job<?> job : ring) {
      while (job.claim() == claim && job.ready(lane) && fits(job)) {
        takeFirst(job);
      }
    }
  }

  private void inTurn() {
    List<Job<?>> asking = new ArrayList<>(ring);
    while (!asking.isEmpty()) {
      asking.removeIf(job -> !job.ready(lane) || !fits(job));
      for (Job<?> job : asking) {
        if (!fits(job)) {
          continue;
        }
        job.earn();
        visits.merge(job, 1, Integer::sum);
        while (job.ready(lane) && job.canAfford(job.next(lane)) && fits(job)) {
          take(job);
        }
      }
    }
  }

  /** A question larger than all room goes alone. */
  private boolean fits(Job<?> job) {
    return used == 0 || used + job.next(lane) <= room;
  }

  private void takeFirst(Job<?> job) {
    take(job);
    visits.merge(job, 1, Integer::sum);
  }

  private <S extends RowState> void take(Job<S> job) {
    used += job.next(lane);
    picks.add(job.take(lane));
  }

  /** The next call begins with whom this one had no turn left for. */
  private void rotate() {
    ring.stream().filter(job -> !isServed(job) && job.ready(lane)).forEach(Job::passOver);
    ring.sort(Comparator.comparingInt(job -> visits.getOrDefault(job, 0)));
  }

  private boolean isServed(Job<?> job) {
    return picks.stream().anyMatch(pick -> pick.job() == job);
  }
}
