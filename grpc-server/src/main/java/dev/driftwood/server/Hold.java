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
  private double charged;
  private boolean worked;
  private boolean sent;
  private boolean released;

  /**
   * Those of a call.
   *
   * @param notes of the call
   * @param account of whoever makes it, which was charged what the claim was let in for
   */
  Hold(Workers.Place place, Claim claim, Lease lease, CallNotes notes, Account account) {
    this.place = place;
    this.claim = claim;
    this.lease = lease;
    this.notes = notes;
    this.account = account;
    this.charged = claim.evaluations();
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
  synchronized void again() {
    account.owe(claim.evaluations());
    charged += claim.evaluations();
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

  /** What was charged for and not computed is given back, or a cut call would be paid for twice. */
  private void release() {
    if (worked && sent && !released) {
      released = true;
      account.giveBack(Math.max(0, charged - claim.spent()));
      claim.close();
      lease.close();
      place.close();
    }
  }
}
