package dev.driftwood.runtime.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The requests that were let in, and whether one more can be.
 *
 * <p>Counted are network evaluations that wait, in seconds by the network's pace, against
 * deadlines. If all requests can meet their deadlines when the earliest goes first, a request is
 * let in only if that stays so; {@code Turns} lets the earliest go first as soon as there is no
 * slack. So a large request with much time does not keep out a small one with little. Bytes are
 * counted too. Looking and letting in are one atomic act. Thread-safe.
 */
public final class Backlog {
  /** What is predicted for what waits is taken for this much too short: others join and leave. */
  private static final double CAUTION = 1.4;

  /** The same for a request by itself, or none would be let in that has hardly more time. */
  private static final double OWN_CAUTION = 1.15;

  /** Waiting for the call that runs, and for what comes after the last one. */
  private static final double LATENCY_CALLS = 2.0;

  /** Those who come again sooner would only be refused again, which takes time from others. */
  private static final double SOONEST_SECONDS = 0.2;

  private final Pace pace;
  private final Duration longest;
  private final long mostBytes;
  private final List<Claim> claims = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param longest time that all waiting evaluations together may take
   * @param mostBytes that open requests may hold together
   */
  Backlog(Pace pace, Duration longest, long mostBytes) {
    this.pace = pace;
    this.longest = longest;
    this.mostBytes = mostBytes;
  }

  /**
   * Lets a request in.
   *
   * @throws Overload if it can't be
   */
  public synchronized Claim admit(Demand demand) {
    long now = System.nanoTime();
    requireBytes(demand);
    double alone = OWN_CAUTION * pace.alone(demand) + latency(demand);
    double most = Math.min(1e-9 * demand.nanosLeft(now), seconds(longest));
    if (alone > most) {
      throw new Overload(
          Overload.Kind.DEADLINE,
          alone,
          0,
          "the request would take %.3g s (expected: at most %.3g s, by its deadline)"
              .formatted(alone, most));
    }
    double excess = excess(demand, alone, now);
    if (excess > 0) {
      throw new Overload(
          Overload.Kind.QUEUE,
          alone + waiting(),
          Math.max(SOONEST_SECONDS, excess),
          "%.3g s of work wait already (try again later)".formatted(waiting()));
    }
    Duration estimate = Duration.ofMillis((long) (1e3 * (waiting() + alone)));
    Claim claim = new Claim(this, demand, estimate);
    claims.add(claim);
    return claim;
  }

  private void requireBytes(Demand demand) {
    long held = bytes();
    if (demand.bytes() > mostBytes - held) {
      boolean ever = demand.bytes() <= mostBytes;
      throw new Overload(
          Overload.Kind.BYTES,
          0,
          ever ? Math.max(0.1, waiting()) : 0,
          "open requests hold %d bytes, this one %d (expected: at most %d together)"
              .formatted(held, demand.bytes(), mostBytes));
    }
  }

  private double latency(Demand demand) {
    return LATENCY_CALLS * pace.seconds(1, demand.tangents());
  }

  /** By how many seconds too much would wait, for the new request or for one that is in. */
  private double excess(Demand demand, double alone, long now) {
    double ahead = 0;
    double excess = waiting() + alone - seconds(longest);
    boolean in = false;
    for (Claim claim : byDeadline()) {
      if (!in && claim.deadline() - demand.deadline() > 0) {
        in = true;
        excess = Math.max(excess, ahead + alone - 1e-9 * demand.nanosLeft(now));
        ahead += queued(demand);
      }
      double end = ahead + OWN_CAUTION * seconds(claim);
      ahead += needed(claim);
      double left = 1e-9 * claim.demand().nanosLeft(now);
      // One that is late anyway keeps nobody out.
      if (in && end - queued(demand) <= left) {
        excess = Math.max(excess, end - left);
      }
    }
    return in ? excess : Math.max(excess, ahead + alone - 1e-9 * demand.nanosLeft(now));
  }

  private double queued(Demand demand) {
    return CAUTION * pace.seconds(demand.total(), demand.tangents());
  }

  private double needed(Claim claim) {
    return CAUTION * seconds(claim);
  }

  private double seconds(Claim claim) {
    return claim.dead() ? 0 : pace.seconds(claim.evaluationsLeft(), claim.demand().tangents());
  }

  private List<Claim> byDeadline() {
    long now = System.nanoTime();
    return claims.stream()
        .sorted(Comparator.comparingLong(claim -> claim.deadline() - now))
        .toList();
  }

  private static double seconds(Duration duration) {
    return 1e-9 * duration.toNanos();
  }

  /** Seconds of work that wait. */
  public synchronized double waiting() {
    return claims.stream().mapToDouble(this::needed).sum();
  }

  /** Network evaluations that wait. */
  public synchronized long evaluations() {
    return claims.stream().mapToLong(Claim::evaluationsLeft).sum();
  }

  /** Bytes that open requests hold. */
  public synchronized long bytes() {
    return claims.stream().mapToLong(claim -> claim.demand().bytes()).sum();
  }

  /** Requests that are open. */
  public synchronized int open() {
    return claims.size();
  }

  /**
   * The requests that must go before others now, the earliest deadline first: all up to the last
   * one before which there is no slack.
   */
  synchronized List<Claim> pressing(long now) {
    List<Claim> ordered = byDeadline();
    double ahead = 0;
    int last = 0;
    for (int i = 0; i < ordered.size(); i++) {
      double own = OWN_CAUTION * seconds(ordered.get(i));
      double end = ahead + own;
      double slack = 1e-9 * ordered.get(i).demand().nanosLeft(now) - end;
      if (own > 0 && slack < 0.25 * end) {
        last = i + 1;
      }
      ahead += needed(ordered.get(i));
    }
    return ordered.subList(0, last);
  }

  synchronized void release(Claim claim) {
    claims.remove(claim);
  }
}
