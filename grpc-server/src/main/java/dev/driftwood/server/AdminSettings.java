package dev.driftwood.server;

import java.util.OptionalInt;

/**
 * What a server shows to those who run it; neither encrypted nor guarded, so for no one else.
 *
 * @param host address to listen on
 * @param metricsPort of metrics over HTTP, 0 to let the system pick one; empty for none
 * @param grpcPort of gRPC's own services about the server, likewise
 */
public record AdminSettings(String host, OptionalInt metricsPort, OptionalInt grpcPort) {
  /** Nothing. */
  public static final AdminSettings NONE =
      new AdminSettings("127.0.0.1", OptionalInt.empty(), OptionalInt.empty());

  /** Checks the ranges. */
  public AdminSettings {
    requirePort("metricsPort", metricsPort);
    requirePort("grpcPort", grpcPort);
  }

  private static void requirePort(String name, OptionalInt port) {
    if (!(port.orElse(0) >= 0 && port.orElse(0) <= 65_535)) {
      throw new IllegalArgumentException(name + ": " + port.getAsInt() + " (expected: 0 to 65535)");
    }
  }
}
