package dev.driftwood.server;

import dev.driftwood.runtime.batch.Claim;

/**
 * What a call holds of the server, from its admission until both its work and its sending have
 * ended: a place among the open calls, and a claim on the network. Thread-safe.
 */
final class Hold {
  private final Workers.Place place;
  private final Claim claim;
  private boolean worked;
  private boolean sent;

  Hold(Workers.Place place, Claim claim) {
    this.place = place;
    this.claim = claim;
  }

  Workers.Place place() {
    return place;
  }

  Claim claim() {
    return claim;
  }

  /** Nothing is computed for the call any more. */
  synchronized void worked() {
    worked = true;
    claim.finish();
    release();
  }

  /** Nothing is sent any more. */
  synchronized void sent() {
    sent = true;
    release();
  }

  /** Letting go twice is harmless. */
  private void release() {
    if (worked && sent) {
      claim.close();
      place.close();
    }
  }
}
