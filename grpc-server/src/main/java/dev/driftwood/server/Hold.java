package dev.driftwood.server;

import dev.driftwood.runtime.batch.Claim;
import dev.driftwood.server.models.Lease;

/**
 * What a call holds of the server, from its admission until both its work and its sending have
 * ended: a place among the open calls, a claim on the network, and the model itself. Thread-safe.
 */
final class Hold {
  private final Workers.Place place;
  private final Claim claim;
  private final Lease lease;
  private boolean worked;
  private boolean sent;

  Hold(Workers.Place place, Claim claim, Lease lease) {
    this.place = place;
    this.claim = claim;
    this.lease = lease;
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
      lease.close();
      place.close();
    }
  }
}
