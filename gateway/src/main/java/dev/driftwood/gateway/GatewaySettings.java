package dev.driftwood.gateway;

import dev.driftwood.wire.Authority;
import java.time.Duration;
import java.util.Optional;

/**
 * How a gateway is run.
 *
 * @param host address to listen on
 * @param port 0 to let the system pick one
 * @param origin of pages that may call it though they come from elsewhere, such as {@code
 *     https://example.org}
 * @param messageBytes encoded size of a gRPC message; a body of JSON may be twice as large
 * @param longest a request may take
 * @param drain how long running requests may go on when the gateway stops
 */
public record GatewaySettings(
    String host,
    int port,
    Optional<String> origin,
    int messageBytes,
    Duration longest,
    Duration drain) {
  /** Checks the ranges. */
  public GatewaySettings {
    if (!(port >= 0 && port <= 65_535)) {
      throw new IllegalArgumentException("web-port: " + port + " (expected: 0 to 65535)");
    }
    origin.ifPresent(GatewaySettings::requireOrigin);
  }

  private static void requireOrigin(String origin) {
    if (!origin.matches("https?://[^/\\s*]+")) {
      throw new IllegalArgumentException(
          "web-origin: " + origin + " (expected: one origin, such as https://example.org)");
    }
  }

  /** Messages of 4 MiB, an hour for a request, 30 s to end in, and no pages from elsewhere. */
  public static GatewaySettings of(String host, int port) {
    return new GatewaySettings(
        host, port, Optional.empty(), 4 << 20, Duration.ofHours(1), Duration.ofSeconds(30));
  }

  /** The same for pages of another origin, too. */
  public GatewaySettings withOrigin(Optional<String> other) {
    return new GatewaySettings(host, port, other, messageBytes, longest, drain);
  }

  /** The same with other limits of a request. */
  public GatewaySettings withLimits(int otherBytes, Duration otherLongest, Duration otherDrain) {
    return new GatewaySettings(host, port, origin, otherBytes, otherLongest, otherDrain);
  }

  /** Of a body of JSON, in which bytes take four thirds of their number. */
  int bodyBytes() {
    return (int) Math.min(Integer.MAX_VALUE, 2L * messageBytes);
  }

  /** {@code HOST:PORT}, an IPv6 address in brackets. */
  String address(int actualPort) {
    return Authority.of(host, actualPort);
  }
}
