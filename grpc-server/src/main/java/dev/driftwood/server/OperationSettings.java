package dev.driftwood.server;

import dev.driftwood.server.access.AccessLog;
import dev.driftwood.server.access.CallObserver;
import dev.driftwood.server.security.Security;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.server.telemetry.TelemetrySettings;
import java.time.Duration;
import java.util.List;

/**
 * How a server is operated.
 *
 * @param transport how connections are kept
 * @param security who may call
 * @param admin what it shows to those who run it
 * @param telemetry whether calls are traced and measured by OpenTelemetry
 * @param observers who hear of every call
 * @param drainDelay how long new calls are still taken after it has said that it stops, so that
 *     those who send them hear of it first
 */
public record OperationSettings(
    TransportSettings transport,
    SecuritySettings security,
    AdminSettings admin,
    TelemetrySettings telemetry,
    List<CallObserver> observers,
    Duration drainDelay) {
  /** Usual connections, anybody, nothing shown or traced, the log of SLF4J, no delay. */
  public static final OperationSettings DEFAULT =
      new OperationSettings(
          TransportSettings.DEFAULT,
          SecuritySettings.OPEN,
          AdminSettings.NONE,
          TelemetrySettings.OFF,
          List.of(AccessLog.ofLogger()),
          Duration.ZERO);

  /** Copies the list. */
  public OperationSettings {
    observers = List.copyOf(observers);
    if (drainDelay.isNegative()) {
      throw new IllegalArgumentException("drainDelay: " + drainDelay + " (expected: >= 0)");
    }
  }

  /**
   * Reads all files once, before anything that takes longer.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException where one is not what it should be
   */
  public void requireReadable() {
    Security.open(security).close();
  }

  /** The same with other connections. */
  public OperationSettings withTransport(TransportSettings other) {
    return new OperationSettings(other, security, admin, telemetry, observers, drainDelay);
  }

  /** The same with other callers. */
  public OperationSettings withSecurity(SecuritySettings other) {
    return new OperationSettings(transport, other, admin, telemetry, observers, drainDelay);
  }

  /** The same with something else shown. */
  public OperationSettings withAdmin(AdminSettings other) {
    return new OperationSettings(transport, security, other, telemetry, observers, drainDelay);
  }

  /** The same with calls traced and measured otherwise. */
  public OperationSettings withTelemetry(TelemetrySettings other) {
    return new OperationSettings(transport, security, admin, other, observers, drainDelay);
  }

  /** The same with others who hear. */
  public OperationSettings withObservers(List<CallObserver> others) {
    return new OperationSettings(transport, security, admin, telemetry, others, drainDelay);
  }

  /** The same with another delay. */
  public OperationSettings withDrainDelay(Duration other) {
    return new OperationSettings(transport, security, admin, telemetry, observers, other);
  }
}
