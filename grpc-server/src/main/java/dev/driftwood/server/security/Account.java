package dev.driftwood.server.security;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What one client has open and has used of its quota. Thread-safe. */
public final class Account {
  private static final Context.Key<Account> KEY = Context.key("driftwood-account");

  /** A call ends when it ends; this is when to look again. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final String client;
  private final boolean named;
  private final AtomicInteger open = new AtomicInteger();
  private volatile Quota quota;
  private volatile TokenBucket evaluations;

  private Account(String client, boolean named, Quota quota) {
    this.client = client;
    this.named = named;
    this.quota = quota;
    this.evaluations = bucket(quota);
  }

  /** A client with a name. */
  static Account named(String name, Quota quota) {
    return new Account(name, true, quota);
  }

  /** Whoever calls from an address. */
  static Account at(String address, Quota quota) {
    return new Account(address, false, quota);
  }

  private static TokenBucket bucket(Quota quota) {
    return new TokenBucket(quota.evaluationsPerSecond(), quota.burst(), System::nanoTime);
  }

  /** That of the current call; of one that nobody asked, an unlimited one. */
  public static Account current() {
    Account known = KEY.get();
    return known == null ? at("", Quota.NONE) : known;
  }

  /** A context in which this is the current one. */
  public Context in(Context context) {
    return context.withValue(KEY, this);
  }

  /** Its name; empty where it has none. */
  public String name() {
    return named ? client : "";
  }

  /** Gives it another quota; what was used is forgotten, what is open is not. */
  void limit(Quota other) {
    if (!other.equals(quota)) {
      quota = other;
      evaluations = bucket(other);
    }
  }

  /**
   * A call more.
   *
   * @param beyond how many more than usually may be open with it
   * @return ends it; ending twice is harmless
   * @throws QuotaExceeded where as many are open as may be
   */
  public Runnable enter(int beyond) {
    int most = (int) Math.min(Integer.MAX_VALUE, (long) quota.calls() + beyond);
    if (open.getAndUpdate(calls -> calls < most ? calls + 1 : calls) >= most) {
      throw new QuotaExceeded(
          client,
          SOON,
          "%s: %d calls are open (expected: fewer; try later)".formatted(client, most));
    }
    AtomicBoolean inside = new AtomicBoolean(true);
    return () -> {
      if (inside.getAndSet(false)) {
        open.decrementAndGet();
      }
    };
  }

  /**
   * Evaluations that a request is going to need.
   *
   * @throws QuotaExceeded where it can't have them yet
   */
  public void charge(long count) {
    if (quota.limitsEvaluations()) {
      Duration wait = evaluations.take(count);
      if (!wait.isZero()) {
        throw new QuotaExceeded(
            client,
            wait,
            "%s: %d evaluations are more than the quota leaves (expected: at most %.4g a second)"
                .formatted(client, count, quota.evaluationsPerSecond()));
      }
    }
  }

  /** Evaluations that were charged or owed, and not made. */
  public void giveBack(double count) {
    if (quota.limitsEvaluations()) {
      evaluations.owe(-count);
    }
  }

  /** Evaluations more of a request that was let in. */
  public void owe(long count) {
    if (quota.limitsEvaluations()) {
      evaluations.owe(count);
    }
  }

  /** Whether a new one would be no different. */
  boolean idle() {
    return open.get() == 0 && (!quota.limitsEvaluations() || evaluations.full());
  }
}
