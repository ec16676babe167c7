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
public record OperatingSettings(
    TransportSettings transport,
    SecuritySettings security,
    AdminSettings admin,
    TelemetrySettings telemetry,
    List<CallObserver> observers,
    Duration drainDelay) {
  /** Usual connections, anybody, nothing shown or traced, the log of SLF4J, no delay. */
  public static final OperatingSettings DEFAULT =
      new OperatingSettings(
          TransportSettings.DEFAULT,
          SecuritySettings.OPEN,
          AdminSettings.NONE,
          TelemetrySettings.OFF,
          List.of(AccessLog.ofLogger()),
          Duration.ZERO);

  /** Copies the list. */
  public OperatingSettings {
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
  public OperatingSettings withTransport(TransportSettings other) {
    return new OperatingSettings(other, security, admin, telemetry, observers, drainDelay);
  }

  /** The same with other callers. */
  public OperatingSettings withSecurity(SecuritySettings other) {
    return new OperatingSettings(transport, other, admin, telemetry, observers, drainDelay);
  }

  /** The same with something else shown. */
  public OperatingSettings withAdmin(AdminSettings other) {
    return new OperatingSettings(transport, security, other, telemetry, observers, drainDelay);
  }

  /** The same with calls traced and measured otherwise. */
  public OperatingSettings withTelemetry(TelemetrySettings other) {
    return new OperatingSettings(transport, security, admin, other, observers, drainDelay);
  }

  /** The same with others who hear. */
  public OperatingSettings withObservers(List<CallObserver> others) {
    return new OperatingSettings(transport, security, admin, telemetry, others, drainDelay);
  }

  /** The same with another delay. */
  public OperatingSettings withDrainDelay(Duration other) {
    return new OperatingSettings(transport, security, admin, telemetry, observers, other);
  }
}
