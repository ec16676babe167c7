package dev.driftwood.runtime.ort;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something of ONNX Runtime that is open, counted until it is closed. Closing twice is harmless.
 *
 * @param <T> what it is
 */
final class Held<T extends AutoCloseable> implements AutoCloseable {
  private final LiveNatives.Kind kind;
  private final T content;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Held(LiveNatives.Kind kind, T content) {
    this.kind = kind;
    this.content = content;
    LiveNatives.add(kind, 1);
  }

  /** The thing itself, while it is open. */
  T get() {
    return content;
  }

  @Override
  public void close() {
    if (!open.getAndSet(false)) {
      return;
    }
    try {
      content.close();
    } catch (Exception e) {
      throw new IllegalStateException(kind + ": could not be closed", e);
    }
    // What could not be closed is still there.
    LiveNatives.add(kind, -1);
  }
}
