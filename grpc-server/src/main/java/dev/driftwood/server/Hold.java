package dev.driftwood.server;

import dev.driftwood.runtime.batch.Claim;
import dev.driftwood.server.access.CallNotes;
import dev.driftwood.server.models.Lease;
import dev.driftwood.server.security.Account;

/**
 * What a call holds of the server, from its admission until both its work and its sending have
 * ended: a place among the open calls, a claim on the network, and the model itself. Thread-safe.
 */
final class Hold {
  private final Workers.Place place;
  private final Claim claim;
  private final Lease lease;
  private final CallNotes notes;
  private final Account account;
  private boolean worked;
  private boolean sent;

  /**
   * Those of a call.
   *
   * @param notes of the call
   * @param account of whoever makes it
   */
  Hold(Workers.Place place, Claim claim, Lease lease, CallNotes notes, Account account) {
    this.place = place;
    this.claim = claim;
    this.lease = lease;
    this.notes = notes;
    this.account = account;
  }

  /** What the request is called. */
  String request() {
    return notes.id();
  }

  Workers.Place place() {
    return place;
  }

  Claim claim() {
    return claim;
  }

  /** As much work again as it was let in for has come. */
  void again() {
    account.owe(claim.evaluations());
    claim.again();
  }

  /** A row more is done. */
  void row() {
    notes.row();
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
