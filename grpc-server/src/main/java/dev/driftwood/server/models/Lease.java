package dev.driftwood.server.models;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to use a model: until it is closed, the model is not let go, whatever happens to its
 * file. Thread-safe.
 */
public final class Lease implements AutoCloseable {
  private final ServedModel served;
  private final Runnable end;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Lease(ServedModel served, Runnable end) {
    this.served = served;
    this.end = end;
  }

  /** The model, on the device that had the least to do. */
  public ServedModel served() {
    return served;
  }

  /** Closing twice is harmless. */
  @Override
  public void close() {
    if (open.getAndSet(false)) {
      end.run();
    }
  }
}
