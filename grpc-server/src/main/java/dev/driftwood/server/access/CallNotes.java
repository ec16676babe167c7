package dev.driftwood.server.access;

import dev.driftwood.runtime.batch.Claim;
import io.grpc.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes known of a call while it is carried out. Thread-safe. */
public final class CallNotes {
  private static final Context.Key<CallNotes> KEY = Context.key("driftwood-call-notes");

  private final String id;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong superseded = new AtomicLong();
  private volatile String model = "";
  private volatile String principal = "";
  private volatile Optional<Claim> claim = Optional.empty();

  CallNotes(String id) {
    this.id = id;
  }

  /** Those of the current call; of one that nobody records, new ones. */
  public static CallNotes current() {
    CallNotes known = KEY.get();
    return known == null ? new CallNotes(RequestId.generated()) : known;
  }

  Context in(Context context) {
    return context.withValue(KEY, this);
  }

  /** What the request is called, by its caller or by us. */
  public String id() {
    return id;
  }

  /** It asks for a model, {@code NAME/VERSION}. */
  public void asksFor(String name) {
    model = name;
  }

  /** It is somebody's, by name. */
  public void by(String name) {
    principal = name;
  }

  /** It was let in. */
  public void admitted(Claim let) {
    claim = Optional.of(let);
  }

  /** A sample or a score more. */
  public void row() {
    rows.incrementAndGet();
  }

  /** So many messages were not sent as newer ones came. */
  public void superseded(long messages) {
    superseded.addAndGet(messages);
  }

  /** Whose it is, by name; empty where nobody is named. */
  public String principal() {
    return principal;
  }

  CallWork work() {
    long evaluations = claim.map(Claim::spent).orElse(0L);
    Optional<Duration> waited = claim.flatMap(Claim::waited);
    return new CallWork(model, rows.get(), evaluations, superseded.get(), waited);
  }
}
