package dev.driftwood.server.access;

/** Hears of calls, on any thread; must not wait. */
public interface CallObserver {
  /** A call has come in. */
  default void began(String method) {}

  /** It has ended. */
  void ended(FinishedCall call);
}
