package dev.driftwood.server.models;

import dev.driftwood.runtime.SharedModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A version of a model with a session on each device, from when it is warm to when it is let go.
 * Thread-safe.
 */
final class LoadedVersion implements AutoCloseable {
  private final List<ServedModel> sessions;
  private int leases;
  private Optional<Runnable> retired = Optional.empty();

  /**
   * A version that nobody uses yet.
   *
   * @param sessions of one model, each on a device of its own; at least one
   */
  LoadedVersion(List<ServedModel> sessions) {
    this.sessions = List.copyOf(sessions);
  }

  String name() {
    return first().name();
  }

  int version() {
    return first().version();
  }

  /** Its sessions on the first device. */
  ServedModel first() {
    return sessions.get(0);
  }

  List<ServedModel> sessions() {
    return sessions;
  }

  /** The right to use it on the device with the least to do; nothing once it is retired. */
  synchronized Optional<Lease> lend() {
    if (retired.isPresent()) {
      return Optional.empty();
    }
    leases++;
    return Optional.of(new Lease(leastBusy(), this::giveBack));
  }

  /** By waiting seconds, then by open requests: those that were only just let in count, too. */
  private ServedModel leastBusy() {
    return sessions.stream()
        .min(
            Comparator.<ServedModel>comparingDouble(s -> s.shared().backlog().waiting())
                .thenComparingInt(s -> s.shared().backlog().open()))
        .orElseThrow();
  }

  private synchronized void giveBack() {
    leases--;
    tellIfUnused();
  }

  /**
   * Lends it to nobody any more.
   *
   * @param unused told once the last lease has ended; must not wait
   */
  synchronized void retire(Runnable unused) {
    if (retired.isEmpty()) {
      retired = Optional.of(unused);
      tellIfUnused();
    }
  }

  private void tellIfUnused() {
    if (leases == 0) {
      retired.ifPresent(Runnable::run);
    }
  }

  /** Leases that have not ended. */
  synchronized int leases() {
    return leases;
  }

  /** Ends what runs and lets its sessions go. Closing twice is harmless. */
  @Override
  public void close() {
    sessions.stream().map(ServedModel::shared).forEach(SharedModel::close);
  }

  @Override
  public String toString() {
    return first().toString();
  }
}
