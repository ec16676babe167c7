package dev.driftwood.server;

import java.time.Duration;

/**
 * How a server is run.
 *
 * @param host address to listen on
 * @param port 0 to let the system pick one
 * @param workers calls that are computed at a time
 * @param calls calls that may be open, those that wait for a worker among them
 * @param limits of one request
 * @param patience how long a call waits for a reader that does not read
 * @param drain how long running calls may go on when the server stops
 */
public record ServerSettings(
    String host,
    int port,
    int workers,
    int calls,
    RequestLimits limits,
    Duration patience,
    Duration drain) {
  /** The port by default. */
  public static final int DEFAULT_PORT = 50051;

  /** Checks the ranges. */
  public ServerSettings {
    if (!(port >= 0 && port <= 65_535)) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (!(workers >= 1)) {
      throw new IllegalArgumentException("workers: " + workers + " (expected: >= 1)");
    }
    if (!(calls >= workers)) {
      throw new IllegalArgumentException(
          "calls: " + calls + " (expected: at least the workers, " + workers + ")");
    }
  }

  /** 4 workers, 64 open calls, 30 s of patience and of drain. */
  public static ServerSettings of(String host, int port) {
    return new ServerSettings(
        host, port, 4, 64, RequestLimits.DEFAULT, Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  /** {@code HOST:PORT}, an IPv6 address in brackets. */
  String address(int actualPort) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort;
  }

  /** The same with another time for running calls to end in. */
  public ServerSettings withDrain(Duration other) {
    return new ServerSettings(host, port, workers, calls, limits, patience, other);
  }

  /** The same with other limits of a request. */
  public ServerSettings withLimits(RequestLimits other) {
    return new ServerSettings(host, port, workers, calls, other, patience, drain);
  }
}
